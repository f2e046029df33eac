import * as z from 'zod';
import { message } from '../../diagnostics/message.ts';
import { duration } from '../scalars/duration.ts';
import { Refusal, refuse } from '../scalars/refusal.ts';
import { line } from '../scalars/text.ts';
import { parseSecretText, pieces } from '../secret-text.ts';

const badStore = message(
  'config/store',
  'error',
  '`{path}` is neither a file nor a Redis server',
  'write `file:` and a path, or `redis://host:6379` (`rediss://` with TLS)',
);
const badCache = message(
  'config/cache',
  'error',
  '`{path}` is neither `memory` nor a Redis server',
  'write `memory`, or `redis://host:6379` (`rediss://` with TLS)',
);

/** What a store or cache setting says once its references are resolved. `place` may be shown: it holds no credential. */
export type Place =
  | { readonly kind: 'memory' }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'redis'; readonly url: string; readonly place: string };

/** Reads `memory`, `file:…`, `redis://…` or `rediss://…`; undefined for anything else. */
export function parsePlace(text: string): Place | undefined {
  if (text === 'memory') return { kind: 'memory' };
  if (/^file:./.test(text)) return { kind: 'file', path: text.slice('file:'.length) };
  if (!/^rediss?:\/\/[^/\s]/.test(text) || /\s/.test(text) || !URL.canParse(text)) return undefined;
  const parsed = new URL(text);
  if (parsed.hostname === '' || !/^(\/\d{0,4})?$/.test(parsed.pathname) || parsed.hash !== '') return undefined;
  return { kind: 'redis', url: text, place: `${parsed.protocol}//${parsed.host}${parsed.pathname}` };
}

const place = (kinds: readonly Place['kind'][], refusal: typeof badStore | typeof badCache) =>
  z
    .string()
    .check(
      refuse((value, report) => {
        // With a reference inside, the form is known only when it is resolved.
        if (pieces(value).some((piece) => piece.kind !== 'text')) return;
        const parsed = parsePlace(value);
        if (parsed === undefined || !kinds.includes(parsed.kind)) report(new Refusal(refusal));
      }),
    )
    .meta({ words: 'text', admitsSecret: true });

export const store = place(['file', 'redis'], badStore)
  .default('file:.fedpass/credentials.db')
  .describe('Where connections and their tokens are kept: `file:` and a path for one machine, Redis for several gateways.')
  .meta({ samples: [`redis://:\${env.REDIS_PASSWORD}@redis.example.com:6379/0`] });

export const cache = place(['memory', 'redis'], badCache)
  .default('memory')
  .describe(
    'Where the cache policies and the windows of rate limits keep what may be lost: `memory`, or Redis to share it between gateways. What is cached in Redis is sealed with the key ring in `keys.file`, so gateways that share a cache share that file.',
  )
  .meta({ samples: ['rediss://cache.example.com:6380'] });

export const keys = z
  .strictObject({
    file: line(1024)
      .default('.fedpass/keys.json')
      .describe('The key ring that seals the store, taken from the folder of this file. Keep a copy: without it the store cannot be read.')
      .meta({ samples: ['/var/lib/fedpass/keys.json'] }),
    ring: z
      .string()
      .transform(parseSecretText)
      .optional()
      .describe(
        'The key ring itself, from the environment or a mounted file, in place of `file`; `fedpass keys generate` prints one. Tokens that the store does not take are still put into the folder of `file`.',
      )
      .meta({ admitsSecret: true, isSecret: true, samples: [`\${env.FEDPASS_KEYS}`] }),
    rotateEvery: duration('1d', '3650d')
      .prefault('30d')
      .describe('The age of the youngest key from which a start and `fedpass keys status` warn. `fedpass keys rotate` adds a new one.')
      .meta({ samples: ['90d'] }),
  })
  .prefault({})
  .describe('The keys of the vault.');

export { badCache, badStore };
