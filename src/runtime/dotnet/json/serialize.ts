import type { Host } from '../../host.ts';
import { type Contract, fromObject } from './from-object.ts';
import { JToken } from './token.ts';
import { jsonText, type Layout } from './write.ts';

/** What decides how an object is written. */
export interface WriteSettings {
  readonly contract: Contract;
  readonly layout: Layout;
}

/** `JsonConvert.SerializeObject(value)`. */
export const serialize = (host: Host, value: unknown, settings: WriteSettings): string =>
  jsonText(value instanceof JToken ? value : fromObject(host, value, settings.contract), settings.layout, host.budget);
