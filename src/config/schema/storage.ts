import * as z from 'zod';
import { message } from '../../diagnostics/message.ts';
import { duration } from '../scalars/duration.ts';
import { Refusal, refuse } from '../scalars/refusal.ts';
import { line } from '../scalars/text.ts';
import { httpUrl, loopback, url } from '../scalars/url.ts';
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

const kmsWithoutTls = message(
  'config/kms-tls',
  'error',
  '`{path}` would get keys without TLS',
  'use an https address, or an agent on this machine',
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
      .describe(
        'The age of the youngest key from which a new one is added, or, where that is not automatic, from which a start and `fedpass keys status` warn.',
      )
      .meta({ samples: ['90d'] }),
    rotation: z
      .enum(['automatic', 'manual'])
      .optional()
      .describe(
        'Whether the gateway rotates by itself: adds a key to `file` and seals the store with it. By default it does with a store in a file. With Redis say `automatic` only when all gateways share the very file; a ring from `ring` is never changed.',
      )
      .meta({ samples: ['manual'] }),
    kms: z
      .strictObject({
        kind: z
          .literal('vaultTransit')
          .describe('The transit secrets engine of HashiCorp Vault or OpenBao.')
          .meta({ samples: ['vaultTransit'] }),
        address: url('base')
          .check(
            refuse((value, report) => {
              const parsed = httpUrl(value);
              if (parsed?.protocol === 'http:' && !loopback(parsed)) report(new Refusal(kmsWithoutTls));
            }),
          )
          .describe('Where it is: https, or http on this machine.')
          .meta({ samples: ['https://vault.example.com:8200'] }),
        mount: line(256)
          .default('transit')
          .describe('Where the engine is mounted.')
          .meta({ samples: ['fedpass-transit'] }),
        key: line(256)
          .describe('The name of the key there, of type `aes256-gcm96`.')
          .meta({ samples: ['fedpass'] }),
        token: z
          .string()
          .transform(parseSecretText)
          .describe('A token that may `update` `encrypt` and `decrypt` of that key; read again for each call.')
          .meta({ admitsSecret: true, isSecret: true, samples: [`\${file:/run/secrets/vault-token}`] }),
        namespace: line(256)
          .optional()
          .describe('The namespace in Vault Enterprise.')
          .meta({ samples: ['team-a'] }),
      })
      .optional()
      .describe('Wraps the keys of the ring: they lie wrapped in `file` or `ring`, and are unwrapped in memory only.'),
  })
  .prefault({})
  .describe('The keys of the vault.');

export { badCache, badStore };
