import { expect, test } from 'vitest';
import { describeFailure, failureOf } from '../../../src/credentials/connections/failure.ts';
import { exchangeCode } from '../../../src/credentials/grants/authorization-code.ts';
import { clientCredentials } from '../../../src/credentials/grants/client-credentials.ts';
import { jwtBearer } from '../../../src/credentials/grants/jwt-bearer.ts';
import type { GrantOutcome } from '../../../src/credentials/grants/outcome.ts';
import { refresh } from '../../../src/credentials/grants/refresh.ts';
import { tokenExchange } from '../../../src/credentials/grants/token-exchange.ts';
import type { TokenHttpRequest } from '../../../src/credentials/grants/transport.ts';
import type { GrantType, ParameterValues } from '../../../src/credentials/settings.ts';
import { Secret } from '../../../src/runtime/ports/credential-source.ts';
import { testKey } from '../support/keys.ts';
import { connectionSettings } from '../support/settings.ts';
import { callToolsFor, clientOf } from '../support/token-clients.ts';

const CLIENT = 'gateway-1';
const SECRET = 'canary-secret-0123456789abcdefghijklmnopqrstuvwxyz/+=&';
/** A network on which one server answers what the test says. */
let answer: (request: TokenHttpRequest) => Said = () => ({ status: 500, body: '' });
const tools = callToolsFor({
  transport: (request) => {
    const { status, body, location } = answer(request);
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return Promise.resolve({ status, headers: location === undefined ? {} : { location }, body: text });
  },
});

interface Said {
  readonly status: number;
  readonly body: unknown;
  readonly location?: string;
}

const client = (grantType: GrantType, more: ParameterValues = {}) =>
  clientOf({
    id: 'p',
    identityProvider: 'oauth2',
    grantType,
    parameters: { tokenUrl: 'https://as.example/token', clientId: CLIENT, clientSecret: new Secret(SECRET), ...more },
    connections: [connectionSettings()],
  });
const byHeader = { clientAuthentication: 'client_secret_basic' };
const byKey = { clientAuthentication: 'private_key_jwt', privateKey: new Secret(testKey.pem) };

const requests: readonly (readonly [string, () => Promise<GrantOutcome>])[] = [
  [
    'a code',
    () =>
      exchangeCode(tools, client('authorizationCode'), {
        code: 'canary-code-0123456789abcdefghijklmnopqrstuvwxyz',
        redirectUri: 'https://us.example',
        verifier: 'canary-verifier-0123456789abcdefghijklmnopqrstuvwxyz',
      }),
  ],
  ['a refresh', () => refresh(tools, client('authorizationCode', byHeader), 'canary-refresh-0123456789abcdefghijklmnopqrstuvwxyz+/')],
  ['a secret', () => clientCredentials(tools, client('clientCredentials'))],
  ['a secret in the header', () => clientCredentials(tools, client('clientCredentials', byHeader))],
  ['a client assertion', () => clientCredentials(tools, client('clientCredentials', byKey))],
  ['an assertion', () => jwtBearer(tools, client('jwtBearer', byKey))],
  [
    'an exchange',
    () =>
      tokenExchange(
        tools,
        client('tokenExchange', { actorToken: new Secret('canary-actor-0123456789abcdefghijklmnopqrstuvwxyz') }),
        new Secret('canary-subject-0123456789abcdefghijklmnopqrstuvwxyz'),
      ),
  ],
];

/** What may be said back. */
const harmlessParameters: ReadonlySet<string> = new Set([
  'client_id',
  'grant_type',
  'redirect_uri',
  'subject_token_type',
  'actor_token_type',
  'client_assertion_type',
]);

/** Everything of a request that is secret, in the forms a server may write it. */
function everything({ body, headers }: TokenHttpRequest): string[] {
  const form = [...new URLSearchParams(body)];
  const basic = (headers['authorization'] ?? '').replace('Basic ', '');
  const values = [...form, ['', basic], ['', Buffer.from(basic, 'base64').toString()]].flatMap(([name = '', value = '']) =>
    value.length > 20 && !harmlessParameters.has(name) ? [value] : [],
  );
  return values.flatMap((value) => [
    value,
    encodeURIComponent(value),
    new URLSearchParams([['', value]]).toString().slice(1),
    Buffer.from(value).toString('base64'),
    Buffer.from(value).toString('base64url'),
    Buffer.from(value).toString('hex'),
    value.slice(0, 36),
    value.slice(-36),
  ]);
}

const echoes: readonly (readonly [string, (each: string) => Said])[] = [
  ['in a description', (each) => ({ status: 401, body: { error: 'invalid_client', error_description: `what is ${each} ?` } })],
  ['in a description that is HTML', (each) => ({ status: 400, body: { error: 'invalid_grant', error_description: `<b>${each}</b>` } })],
  ['as the code', (each) => ({ status: 400, body: { error: each.slice(0, 64) } })],
  ['in a page', (each) => ({ status: 400, body: `<h1>${each}</h1>` })],
  ['in an object', (each) => ({ status: 400, body: { error: { message: each } } })],
  ['in other members', (each) => ({ status: 400, body: { error: 'invalid_grant', message: each, request: each } })],
  ['with trouble', (each) => ({ status: 500, body: { error: 'server_error', error_description: each } })],
  ['where it goes next', (each) => ({ status: 302, body: '', location: `https://evil.example/?${encodeURIComponent(each)}` })],
];

const harmless = /^(?:invalid_client|invalid_grant)$/;

test.each(requests.flatMap(([what, send]) => echoes.map(([how, echo]) => [what, how, send, echo] as const)))(
  'a server that says %s back %s tells nobody',
  async (_, __, send, echo) => {
    // The first request shows what there is to be said back; assertions differ from one to the next.
    for (let at = 0; ; at++) {
      let echoed: readonly string[] = [];
      answer = (request) => {
        echoed = everything(request);
        return echo(echoed[at] ?? '');
      };
      const outcome = await send();
      expect(outcome.kind).not.toBe('token');
      if (outcome.kind === 'token') return;
      const said =
        JSON.stringify(outcome) +
        describeFailure(failureOf(outcome, { owner: 'provider', what: 'secret' }), { provider: 'p', connection: 'c' });
      for (const secret of echoed) expect(said, secret).not.toContain(secret);
      if (outcome.kind === 'oauth-error') expect(outcome.code).toMatch(harmless);
      if (at >= echoed.length) return;
    }
  },
);

test('the client id may be said: it tells the operator which one was meant', async () => {
  answer = () => ({ status: 401, body: { error: 'invalid_client', error_description: 'there is no gateway-1 here' } });
  expect(await clientCredentials(tools, client('clientCredentials', byHeader))).toMatchObject({
    description: 'there is no gateway-1 here',
  });
});
