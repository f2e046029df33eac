import type { Clock } from '../../runtime/ports/clock.ts';
import type { Random } from '../../runtime/ports/random.ts';
import { type KeyRing, keyRingOf, type WrappingKey, wrappingKey } from './key-ring.ts';
import type { KeyService } from './key-service.ts';
import { VaultError } from './vault-error.ts';

/** `{ "version": 1, "keys": [{ "kid", "alg": "A256KW", "created": ISO time, "k": 32 bytes in base64url, or "wrapped" }] }` */
export interface KeyText {
  readonly version: 1;
  readonly keys: readonly WrittenKey[];
}

type WrittenKey = {
  readonly kid: string;
  readonly alg: 'A256KW';
  readonly created: string;
} & ({ readonly k: string } | /** What a key service made of it. */ { readonly wrapped: string });

export interface KeyMaker {
  readonly random: Random;
  readonly clock: Clock;
  /** Wraps what is made; without it keys are written as they are. */
  readonly service?: KeyService;
}

/** A new key beside those there are; the youngest, so that new records are sealed with it. Rejects with VaultError. */
export async function withNewKey(before: KeyText | undefined, { random, clock, service }: KeyMaker): Promise<KeyText> {
  const id = (bytes: number): string => Buffer.from(random.bytes(bytes)).toString('base64url');
  const others = before?.keys ?? [];
  // A clock that was put back must not make the new key older than the one it takes over from.
  const created = Math.max(clock.now(), ...others.map((key) => Date.parse(key.created) + 1));
  const about = { kid: id(12), alg: 'A256KW', created: new Date(created).toISOString() } as const;
  const bytes = random.bytes(32);
  const key = service === undefined ? { k: Buffer.from(bytes).toString('base64url') } : { wrapped: await service.wrap(bytes, about.kid) };
  return { version: 1, keys: [...others, { ...about, ...key }] };
}

export const writeKeys = (keys: KeyText): string => `${JSON.stringify(keys, undefined, 2)}\n`;

/** Undefined unless every part is as it must be: a half-understood ring would make records nobody can read later. */
export function readKeys(text: string): KeyText | undefined {
  let file: Partial<KeyText>;
  try {
    file = JSON.parse(text) as Partial<KeyText>;
  } catch {
    return undefined;
  }
  if (typeof file !== 'object' || file === null || file.version !== 1 || !Array.isArray(file.keys) || file.keys.length === 0)
    return undefined;
  const kids = new Set<unknown>();
  for (const key of file.keys as Record<string, unknown>[]) {
    const { kid, alg, created, k, wrapped } = key ?? {};
    if (typeof kid !== 'string' || kid === '' || kids.has(kid) || alg !== 'A256KW') return undefined;
    if (typeof created !== 'string' || Number.isNaN(Date.parse(created))) return undefined;
    const isWrapped = k === undefined && typeof wrapped === 'string' && wrapped !== '';
    if (!isWrapped && (typeof k !== 'string' || Buffer.from(k, 'base64url').length !== 32)) return undefined;
    kids.add(kid);
  }
  return { version: 1, keys: file.keys };
}

/** The ring that a text holds. `name` is for people: where it comes from. Rejects with {@link VaultError}. */
export async function ringOf(name: string, text: string, service?: KeyService): Promise<KeyRing> {
  const ring = readKeys(text);
  if (ring === undefined)
    throw new VaultError('vault/bad-key-file', `${name} is not a key file of fedpass, or is damaged; restore it from a backup`);
  const keys: WrappingKey[] = [];
  for (const key of ring.keys) keys.push(await wrappingKey(key.kid, Date.parse(key.created), await bytesOf(name, key, service)));
  return keyRingOf(name, keys);
}

async function bytesOf(name: string, key: WrittenKey, service: KeyService | undefined): Promise<Uint8Array<ArrayBuffer>> {
  if ('k' in key) return new Uint8Array(Buffer.from(key.k, 'base64url'));
  if (service !== undefined) return service.unwrap(key.wrapped, key.kid);
  throw new VaultError('vault/no-key-service', `key \`${key.kid}\` of ${name} is wrapped by a key service; name it as \`keys.kms\``);
}
