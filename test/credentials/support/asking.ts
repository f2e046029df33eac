import { exchangeCode } from '../../../src/credentials/grants/authorization-code.ts';
import { clientCredentials } from '../../../src/credentials/grants/client-credentials.ts';
import { jwtBearer } from '../../../src/credentials/grants/jwt-bearer.ts';
import { onBehalfOf } from '../../../src/credentials/grants/on-behalf-of.ts';
import type { GrantOutcome } from '../../../src/credentials/grants/outcome.ts';
import { refresh } from '../../../src/credentials/grants/refresh.ts';
import { tokenExchange } from '../../../src/credentials/grants/token-exchange.ts';
import type { TokenHttpRequest, TokenTransport } from '../../../src/credentials/grants/transport.ts';
import type { GrantType, ParameterValues } from '../../../src/credentials/settings.ts';
import { Secret } from '../../../src/runtime/ports/credential-source.ts';
import { connectionSettings } from './settings.ts';
import { callToolsFor, clientOf } from './token-clients.ts';

/** The client of a provider of this kind. */
export const client = (id: string, grantType: GrantType = 'authorizationCode', parameters: ParameterValues = {}) =>
  clientOf({
    id,
    identityProvider: id,
    grantType,
    parameters: { clientId: 'the-client', clientSecret: new Secret('the-secret'), ...parameters },
    connections: [connectionSettings()],
  });

/** Answers every token request alike, and keeps what was asked. Metadata of Okta is answered as Okta does. */
function recorded(answer: unknown, status = 200): { readonly seen: TokenHttpRequest[]; readonly transport: TokenTransport } {
  const seen: TokenHttpRequest[] = [];
  return {
    seen,
    transport: async (request) => {
      if (request.method === 'GET') {
        const issuer = request.url.replace('/.well-known/openid-configuration', '');
        return { status: 200, headers: {}, body: JSON.stringify({ issuer, token_endpoint: `${issuer}/v1/token` }) };
      }
      seen.push(request);
      return { status, headers: {}, body: typeof answer === 'string' ? answer : JSON.stringify(answer) };
    },
  };
}

export type Way = 'code' | 'refresh' | Exclude<GrantType, 'authorizationCode'>;

/** Asks for a token in one of the ways there are, and gets this answer. */
export async function ask(
  way: Way,
  id: string,
  parameters: ParameterValues,
  answer: unknown = { access_token: 'at', token_type: 'bearer' },
  status?: number,
): Promise<{ request: TokenHttpRequest; body: Record<string, unknown>; outcome: GrantOutcome }> {
  const { seen, transport } = recorded(answer, status);
  const tools = callToolsFor({ transport });
  const one = client(id, way === 'code' || way === 'refresh' ? 'authorizationCode' : way, parameters);
  const caller = new Secret('the-token-of-the-caller');
  const outcome = await {
    code: () =>
      exchangeCode(tools, one, { code: 'the-code', redirectUri: 'https://us.example/cb', verifier: one.pkce ? 'the-verifier' : undefined }),
    refresh: () => refresh(tools, one, 'the-refresh-token'),
    clientCredentials: () => clientCredentials(tools, one),
    jwtBearer: () => jwtBearer(tools, one),
    tokenExchange: () => tokenExchange(tools, one, caller),
    onBehalfOf: () => onBehalfOf(tools, one, caller),
  }[way]();
  const [request] = seen;
  if (request === undefined) throw new Error(JSON.stringify(outcome));
  const body: Record<string, unknown> =
    request.headers['content-type'] === 'application/json' ? JSON.parse(request.body ?? '') : form(request.body);
  return { request, body, outcome };
}

const form = (body = ''): Record<string, unknown> => Object.fromEntries(new URLSearchParams(body));
