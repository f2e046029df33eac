import type { Clock } from '../../runtime/ports/clock.ts';
import type { Log } from '../../runtime/ports/log.ts';
import { type IncomingResponse, type Send, SendFailure } from '../../runtime/ports/send.ts';
import { type OpenIdMetadata, type PublishedKey, type SigningKeys, SigningKeysUnavailable } from '../../runtime/ports/signing-keys.ts';
import { unlessAborted } from './unless-aborted.ts';

export interface SigningKeyTools {
  /** Bound to where keys may come from; see `orPublic`. */
  readonly send: Send;
  readonly clock: Clock;
  readonly log: Log;
}

const minute = 60_000;
/** Milliseconds that metadata counts as fresh, as in API Management. */
const freshFor = 60 * minute;
/** How long the last metadata counts while its source cannot be had. A withdrawn key must not count for ever. */
const staleFor = 24 * 60 * minute;
/** Between two fetches for unknown keys. API Management waits five minutes, in which a token of a new key is refused. */
const rolloverInterval = 30_000;
/** Between two fetches after one that failed. */
const retryInterval = 10_000;
const timeoutMs = 5_000;
/** Configurations that are kept; addresses may be computed. The one that was used least recently goes first. */
const mostEntries = 100;
const mostKeys = 100;

/** OpenID configurations with their keys, fetched when they are first needed and kept. One fetch serves all who wait for it. */
export function openSigningKeys(tools: SigningKeyTools): SigningKeys {
  const entries = new Map<string, Entry>();

  function entryOf(url: string): Entry {
    const entry = entries.get(url) ?? new Entry(url, tools);
    entries.delete(url);
    entries.set(url, entry);
    for (const oldest of entries.keys()) {
      if (entries.size <= mostEntries) break;
      entries.delete(oldest);
    }
    return entry;
  }

  return { openId: (url, { unknownKey, signal }) => unlessAborted(entryOf(url).read(unknownKey), signal) };
}

/** What is known of one configuration. Times are those of the monotonic clock. */
class Entry {
  readonly #url: string;
  readonly #tools: SigningKeyTools;
  #held: { readonly metadata: OpenIdMetadata; readonly since: number } | undefined;
  #failed: { readonly error: unknown; readonly at: number } | undefined;
  #rolledAt = Number.NEGATIVE_INFINITY;
  #fetching: Promise<OpenIdMetadata> | undefined;

  constructor(url: string, tools: SigningKeyTools) {
    this.#url = url;
    this.#tools = tools;
  }

  async read(unknownKey: boolean): Promise<OpenIdMetadata> {
    const now = this.#tools.clock.elapsed();
    const held = this.#held;
    if (held === undefined) return this.#fetch(now);
    if (unknownKey) return this.#newest(held.metadata, now);
    const age = now - held.since;
    if (age < freshFor) return held.metadata;
    return this.#fetch(now).catch((error: unknown) => {
      if (age >= staleFor) throw error;
      return held.metadata;
    });
  }

  /** For a key that is not among the held ones: they are no help when there are newer ones that cannot be had. */
  #newest(held: OpenIdMetadata, now: number): Promise<OpenIdMetadata> {
    if (this.#fetching === undefined) {
      if (now - this.#rolledAt < rolloverInterval)
        return this.#failed === undefined ? Promise.resolve(held) : Promise.reject(this.#failed.error);
      this.#rolledAt = now;
    }
    return this.#fetch(now);
  }

  #fetch(now: number): Promise<OpenIdMetadata> {
    if (this.#fetching !== undefined) return this.#fetching;
    if (this.#failed !== undefined && now - this.#failed.at < retryInterval) return Promise.reject(this.#failed.error);
    this.#fetching = this.#fetchOnce().finally(() => {
      this.#fetching = undefined;
    });
    return this.#fetching;
  }

  async #fetchOnce(): Promise<OpenIdMetadata> {
    const { clock, log, send } = this.#tools;
    try {
      const metadata = await fetchMetadata(this.#url, send);
      this.#held = { metadata, since: clock.elapsed() };
      this.#failed = undefined;
      return metadata;
    } catch (error) {
      this.#failed = { error, at: clock.elapsed() };
      const why = error instanceof SigningKeysUnavailable ? error.message : 'a defect';
      log.warn({ openidConfiguration: this.#url, stale: this.#held !== undefined }, `signing keys could not be fetched: ${why}`);
      throw error;
    }
  }
}

async function fetchMetadata(url: string, send: Send): Promise<OpenIdMetadata> {
  const { issuer, jwks_uri: jwksUri } = await fetchJson(url, send);
  if (typeof issuer !== 'string' || typeof jwksUri !== 'string' || !URL.canParse(jwksUri))
    throw new SigningKeysUnavailable(`\`${url}\` is no OpenID configuration: it needs \`issuer\` and \`jwks_uri\``);
  const { keys } = await fetchJson(jwksUri, send);
  if (!Array.isArray(keys)) throw new SigningKeysUnavailable(`\`${jwksUri}\` is no key set: it has no \`keys\``);
  return { issuer, keys: keys.filter(isObject).slice(0, mostKeys) };
}

const isObject = (value: unknown): value is PublishedKey => typeof value === 'object' && value !== null && !Array.isArray(value);

async function fetchJson(url: string, send: Send): Promise<Readonly<Record<string, unknown>>> {
  const response = await get(url, send);
  if (response.status !== 200) throw new SigningKeysUnavailable(`\`${url}\` answered with status ${response.status}`);
  const value = parse(new TextDecoder().decode(response.body));
  if (!isObject(value)) throw new SigningKeysUnavailable(`\`${url}\` did not answer with a JSON object`);
  return value;
}

async function get(url: string, send: Send): Promise<IncomingResponse> {
  try {
    return await send({
      method: 'GET',
      url,
      headers: [['accept', 'application/json, application/jwk-set+json']],
      body: null,
      timeoutMs,
      followRedirects: true,
      signal: undefined,
    });
  } catch (error) {
    if (error instanceof SendFailure) throw new SigningKeysUnavailable(`\`${url}\` cannot be had: ${error.message}`, { cause: error });
    throw error;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
