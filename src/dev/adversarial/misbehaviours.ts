import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

export interface TokenAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** One token request at the provider. `grant` makes it take effect: from then on a rotated refresh token is used. */
export interface TokenExchange {
  grant(): Promise<TokenAnswer>;
  readonly response: ServerResponse;
}

/** A way to answer a token request badly. */
export type Misbehaviour = (exchange: TokenExchange) => Promise<void>;

export function writeAnswer(response: ServerResponse, { status, body }: TokenAnswer, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers }).end(JSON.stringify(body));
}

/** The grant takes effect, and its answer says something else than it should. */
const saying =
  (change: (body: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>): Misbehaviour =>
  async ({ grant, response }) => {
    const answer = await grant();
    writeAnswer(response, answer.status === 200 ? { status: 200, body: change(answer.body) } : answer);
  };

/** The grant does not take effect. */
const instead =
  (status: number, body: string, headers: Readonly<Record<string, string>> = {}): Misbehaviour =>
  async ({ response }) =>
    void response.writeHead(status, { 'content-type': 'text/html', ...headers }).end(body);

/** Beyond every limit a client should have. */
const TOO_MUCH = 4_000_000;

/** Milliseconds: slow, but within the patience of a client. */
const SLOW_MS = 3_000;

/** Everything that token endpoints were seen to do, by name. */
export const misbehaviours = {
  slow: async ({ grant, response }) => {
    await sleep(SLOW_MS);
    writeAnswer(response, await grant());
  },
  /** Takes the request, and never says anything. */
  hang: async () => undefined,
  /** The grant takes effect, and the answer is lost on its way. */
  drop: async ({ grant, response }) => {
    await grant();
    response.destroy();
  },
  'too-many-requests': instead(429, '', { 'retry-after': '2' }),
  unavailable: instead(503, 'down for maintenance'),
  html: instead(200, '<!doctype html><title>Sign in</title>'),
  empty: instead(200, ''),
  redirect: instead(302, '', { location: '/elsewhere' }),
  oversized: instead(200, 'x'.repeat(TOO_MUCH)),
  'no-expiry': saying((body) => Object.fromEntries(Object.entries(body).filter(([name]) => name !== 'expires_in'))),
  'zero-expiry': saying((body) => ({ ...body, expires_in: 0 })),
  'expiry-as-text': saying((body) => ({ ...body, expires_in: String(body['expires_in']) })),
  'huge-expiry': saying((body) => ({ ...body, expires_in: 1e300 })),
  'fewer-scopes': saying((body) => ({ ...body, scope: 'read' })),
  'skewed-clock': async ({ grant, response }) => {
    writeAnswer(response, await grant(), { date: new Date(Date.now() - 7_200_000).toUTCString() });
  },
} as const satisfies Readonly<Record<string, Misbehaviour>>;

export type MisbehaviourName = keyof typeof misbehaviours;
