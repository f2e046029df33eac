import type { ManagedIdentitySource } from '../../config/config.ts';
import type { SecretReader } from '../../config/secret-reader.ts';
import type { Clock } from '../../runtime/ports/clock.ts';
import { Secret, type Token } from '../../runtime/ports/credential-source.ts';
import { type ManagedIdentity, ManagedIdentityError } from '../../runtime/ports/managed-identity.ts';
import { type IncomingResponse, type Send, SendFailure } from '../../runtime/ports/send.ts';
import type { Sleep } from '../../runtime/ports/sleep.ts';
import { type IdentityRequest, identityRequest } from './identity-request.ts';
import { unlessAborted } from './unless-aborted.ts';

export interface IdentityTools {
  /** Sends to one origin and nowhere else, redirects included. */
  readonly sendTo: (origin: string) => Send;
  readonly secrets: SecretReader;
  readonly clock: Clock;
  readonly sleep: Sleep;
}

/** Milliseconds between tries, as the metadata service asks for. */
const pauses = [800, 1_600] as const;
const timeoutMs = 5_000;
/** Milliseconds between two tries to renew a token that is still good. */
const retryAfter = 10_000;
/** Tokens that are kept; resources may be computed. The one that was used least recently goes first. */
const mostTokens = 100;

interface Entry {
  token: Token | undefined;
  /** Wall time from which another is asked for. */
  renewAt: number;
  asking: Promise<Token> | undefined;
}

/** Tokens of the machine's identity, kept until shortly before they expire. One question serves all who wait for its answer. */
export function openManagedIdentity(source: ManagedIdentitySource, tools: IdentityTools): ManagedIdentity {
  const entries = new Map<string, Entry>();
  let generation = 0;

  async function ask(entry: Entry, resource: string, clientId: string | undefined): Promise<Token> {
    const request = identityRequest(source, { resource, clientId }, tools.secrets);
    const asked = tools.clock.now();
    const { token, lifeMs } = readToken(await answerOf(request, tools), asked);
    generation++;
    entry.token = { accessToken: new Secret(token), claims: {}, expiresAt: asked + lifeMs, generation };
    entry.renewAt = asked + lifeMs - Math.min(3 * 60_000, lifeMs / 5);
    return entry.token;
  }

  function begin(entry: Entry, resource: string, clientId: string | undefined): Promise<Token> {
    entry.asking ??= ask(entry, resource, clientId).finally(() => {
      entry.asking = undefined;
    });
    return entry.asking;
  }

  async function tokenOf(resource: string, clientId: string | undefined): Promise<Token> {
    const entry = recent(entries, JSON.stringify([resource, clientId]));
    const { token } = entry;
    const now = tools.clock.now();
    if (token === undefined || now >= token.expiresAt) return begin(entry, resource, clientId);
    // Nobody waits for the next token while this one is good.
    if (now >= entry.renewAt)
      begin(entry, resource, clientId).catch(() => {
        entry.renewAt = now + retryAfter;
      });
    return token;
  }

  return {
    token: (resource, clientId, signal) => unlessAborted(tokenOf(resource, clientId), signal),
    drop(refused) {
      for (const entry of entries.values()) if (entry.token === refused) entry.token = undefined;
    },
  };
}

function recent(entries: Map<string, Entry>, key: string): Entry {
  const entry = entries.get(key) ?? { token: undefined, renewAt: 0, asking: undefined };
  entries.delete(key);
  entries.set(key, entry);
  for (const oldest of entries.keys()) {
    if (entries.size <= mostTokens) break;
    entries.delete(oldest);
  }
  return entry;
}

/** Asks, and asks again after an answer that says to wait. */
async function answerOf(request: IdentityRequest, { sendTo, sleep }: IdentityTools): Promise<IncomingResponse> {
  const send = sendTo(new URL(request.url).origin);
  for (let tries = 0; ; tries++) {
    const answer = await once(request, send);
    if (answer.status === 200) return answer;
    const pause = pauses[tries];
    if (pause === undefined || !isPassing(answer.status)) throw refused(answer);
    await sleep(pause, undefined);
  }
}

async function once({ method, url, headers, body }: IdentityRequest, send: Send): Promise<IncomingResponse> {
  try {
    return await send({ method, url, headers, body, timeoutMs, followRedirects: false, signal: undefined });
  } catch (error) {
    if (error instanceof SendFailure)
      throw new ManagedIdentityError(`the source of the managed identity cannot be had: ${error.message}`, { cause: error });
    throw error;
  }
}

/** The metadata service is being updated (404, 410), is asked too often, or has failed. */
const isPassing = (status: number): boolean => status === 404 || status === 410 || status === 429 || status >= 500;

/** The code of an error (RFC 6749 §5.2) is told; its description may hold anything. */
function refused(answer: IncomingResponse): ManagedIdentityError {
  const { error } = objectIn(answer);
  const code = typeof error === 'string' && /^[A-Za-z_]{1,64}$/.test(error) ? ` (${error})` : '';
  return new ManagedIdentityError(`the source of the managed identity answered with status ${answer.status}${code}`);
}

/** Lifetime by `expires_in` or `expires_on`, in seconds; both come as numbers or as texts. Ten minutes where neither is there. */
function readToken(answer: IncomingResponse, now: number): { readonly token: string; readonly lifeMs: number } {
  const { access_token: token, expires_in: life, expires_on: until } = objectIn(answer);
  if (typeof token !== 'string' || !/^[\x21-\x7e]+$/.test(token))
    throw new ManagedIdentityError('the source of the managed identity answered without a token');
  const lifeMs = seconds(life) ?? (seconds(until) ?? now + 600_000) - now;
  if (lifeMs <= 0) throw new ManagedIdentityError('the source of the managed identity gave a token that has expired');
  return { token, lifeMs };
}

function seconds(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number * 1_000 : undefined;
}

function objectIn({ body }: IncomingResponse): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(body));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
