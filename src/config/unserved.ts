import { message } from '../diagnostics/message.ts';
import type { ConfigPath } from './config.ts';
import type { Settings } from './settle.ts';

export const notServed = message(
  'config/not-served',
  'warning',
  '`{path}` is understood, but this version does not serve it yet',
  'remove it, or wait for a version that does',
);

/** Settings whose shape is fixed while what they ask for is still to come. Whoever serves one takes it out here. */
export function unserved(settings: Settings): readonly ConfigPath[] {
  return Object.keys(settings.apis).map((name) => ['apis', name]);
}
