import type { ServerResponse } from 'node:http';
import { type JWTPayload, SignJWT } from 'jose';
import { newSigningKey } from '../oauth/signing-key.ts';

export interface TokenAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** One token request at the provider. */
export interface TokenExchange {
  /** Makes it take effect: from then on a rotated refresh token is used. */
  grant(): Promise<TokenAnswer>;
  readonly response: ServerResponse;
  /** Waits as long as a client has patience for, and no longer. */
  dawdle(): Promise<void>;
}

/** A way to answer a token request badly. */
export interface Misbehaviour {
  /** What it does, for people: half a sentence. */
  readonly about: string;
  answer(exchange: TokenExchange): Promise<void>;
}

export function writeAnswer(response: ServerResponse, { status, body }: TokenAnswer, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers }).end(JSON.stringify(body));
}

type Body = TokenAnswer['body'];

/** The grant takes effect, and its answer says something else than it should. */
const saying = (about: string, change: (body: Body) => Body | Promise<Body>): Misbehaviour => ({
  about,
  async answer({ grant, response }) {
    const { status, body } = await grant();
    writeAnswer(response, { status, body: status === 200 ? await change(body) : body });
  },
});

/** The grant does not take effect. */
const instead = (about: string, status: number, body: string, headers: Readonly<Record<string, string>> = {}): Misbehaviour => ({
  about,
  answer: async ({ response }) => void response.writeHead(status, { 'content-type': 'text/html', ...headers }).end(body),
});

const without = (name: string) => (body: Body) => Object.fromEntries(Object.entries(body).filter(([member]) => member !== name));

/** Beyond every limit a client should have. */
const TOO_MUCH = 4_000_000;

const TWO_HOURS_MS = 7_200_000;

/** Everything that token endpoints were seen to do, by name. */
export const misbehaviours = {
  slow: {
    about: 'answers late, though it does answer',
    async answer({ grant, response, dawdle }) {
      await dawdle();
      writeAnswer(response, await grant());
    },
  },
  hang: { about: 'takes the request and never says anything', answer: async () => undefined },
  drop: {
    about: 'grants, and the answer is lost on its way',
    async answer({ grant, response }) {
      await grant();
      response.destroy();
    },
  },
  reuse: {
    about: 'sees the refresh token twice, as if it had been stolen: the whole family ends after this answer',
    async answer({ grant, response }) {
      const answer = await grant();
      await grant();
      writeAnswer(response, answer);
    },
  },
  'too-many-requests': instead('answers 429 and asks for two seconds (Retry-After)', 429, '', { 'retry-after': '2' }),
  'server-error': instead('answers 500 with a page', 500, '<h1>Internal Server Error</h1>'),
  unavailable: instead('answers 503', 503, 'down for maintenance'),
  html: instead('answers 200 with the page of a sign-in', 200, '<!doctype html><title>Sign in</title>'),
  empty: instead('answers 200 with nothing', 200, ''),
  redirect: instead('sends the client elsewhere', 302, '', { location: '/elsewhere' }),
  oversized: instead('answers 200 with four megabytes', 200, 'x'.repeat(TOO_MUCH)),
  'no-expiry': saying('does not say how long the token lives', without('expires_in')),
  'zero-expiry': saying('says that the token lives no second', (body) => ({ ...body, expires_in: 0 })),
  'expiry-as-text': saying('says the lifetime as a text', (body) => ({ ...body, expires_in: String(body['expires_in']) })),
  'huge-expiry': saying('says a lifetime beyond all years', (body) => ({ ...body, expires_in: 1e300 })),
  'fewer-scopes': saying('grants all scopes but the last', (body) => ({
    ...body,
    scope: String(body['scope'] ?? '')
      .split(' ')
      .slice(0, -1)
      .join(' '),
  })),
  'no-refresh-token': saying('rotates the refresh token, and keeps the new one to itself', without('refresh_token')),
  'rolled-key': saying('signs with a key that nobody knows yet', async (body) => ({
    ...body,
    access_token: await signedAnew(String(body['access_token'])),
  })),
  'skewed-clock': {
    about: 'lives two hours in the past',
    async answer({ grant, response }) {
      writeAnswer(response, await grant(), { date: new Date(Date.now() - TWO_HOURS_MS).toUTCString() });
    },
  },
} as const satisfies Readonly<Record<string, Misbehaviour>>;

export type MisbehaviourName = keyof typeof misbehaviours;

export const isMisbehaviour = (name: string): name is MisbehaviourName => Object.hasOwn(misbehaviours, name);

/** The same claims with another signature. A token that is no JWT has no key, so it stays. */
async function signedAnew(token: string): Promise<string> {
  const [head = '', claims = '', ...rest] = token.split('.');
  if (rest.length !== 1) return token;
  const read = (part: string): Record<string, unknown> => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
  const key = await newSigningKey();
  return new SignJWT(read(claims) as JWTPayload).setProtectedHeader({ ...read(head), alg: 'RS256', kid: key.kid ?? '' }).sign(key);
}
