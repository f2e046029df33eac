import { Authorization } from '../../runtime/context/authorization.ts';
import type { Exchange } from '../../runtime/exchange.ts';
import { type Asker, CredentialError, type CredentialRequest, Secret, type Token } from '../../runtime/ports/credential-source.ts';
import { type Args, bool, definePolicy, idAttribute, text, variableName, word } from '../define.ts';

const policy = definePolicy({
  name: 'get-authorization-context',
  summary: 'Gets the access token of a connection.',
  docs: 'The variable receives an `Authorization` with `AccessToken` and `Claims`. The connection’s access policies decide who may have the token: the gateway itself (`managed`), or whoever the bearer token in `identity` names (`jwt`); without one, or with one that is over, the caller is told to sign in (`UNAUTHENTICATED`). Tokens are cached until shortly before they expire. With `ignore-error="true"` the variable is null on any failure; otherwise on-error runs and the fields of the subgraph get an error with a stable code.',
  sections: ['inbound'],
  scopes: ['global', 'subgraph', 'api', 'resolver'],
  form: 'call',
  effect: 'maybe',
  element: {
    attributes: {
      'provider-id': text({ required: true, docs: 'The credential provider in `fedpass.yaml`.' }),
      'authorization-id': text({ required: true, docs: 'The connection of that provider.' }),
      'context-variable-name': variableName({ required: true, docs: 'The variable that receives the result.' }),
      'identity-type': word(['managed', 'jwt'])({ fallback: 'managed', docs: 'Who asks.' }),
      identity: text({ docs: 'The caller’s bearer token without `Bearer `, for `jwt`.' }),
      'ignore-error': bool({ fallback: false, docs: 'Whether a failure gives null instead of an error.' }),
      id: idAttribute,
    },
  },
  examples: [
    {
      title: 'Attach the organisation’s token',
      xml: '<get-authorization-context provider-id="github" authorization-id="org" context-variable-name="auth" /><set-header name="Authorization"><value>@("Bearer " + ((Authorization)context.Variables.GetValueOrDefault("auth"))?.AccessToken)</value></set-header>',
      given: { tokens: { 'github/org': 'example-token' } },
      expect: { sent: { Authorization: 'Bearer example-token' } },
    },
    {
      title: 'Go on without a token',
      xml: '<get-authorization-context provider-id="github" authorization-id="gone" context-variable-name="auth" ignore-error="true" />',
      expect: { variables: { auth: null }, outcome: 'completed' },
    },
    {
      title: 'Fail without a token',
      xml: '<get-authorization-context provider-id="github" authorization-id="gone" context-variable-name="auth" />',
      expect: { outcome: 'failed', forwarded: false, error: 'the connection `github/gone` cannot be used' },
    },
  ],
});
export default policy;

/** Reference: get-authorization-context. Waits only when the token is not at hand. Rejects with CredentialError. */
export function run(x: Exchange, args: Args<typeof policy>): Promise<void> | undefined {
  if (args.ignoreError && isNobody(args)) {
    x.context.variables.set(args.contextVariableName, null);
    return undefined;
  }
  const request = credentialRequest(args);
  const token = x.ports.credentials.peek(request);
  if (token === undefined) return fetchToken(x, args, request);
  keep(x, args.contextVariableName, request, token);
  return undefined;
}

/** What the policy asks for. Throws CredentialError where nobody asks. */
export const credentialRequest = (args: Args<typeof policy>): CredentialRequest => ({
  provider: args.providerId,
  connection: args.authorizationId,
  asker: asker(args),
});

async function fetchToken(x: Exchange, args: Args<typeof policy>, request: CredentialRequest): Promise<void> {
  try {
    keep(x, args.contextVariableName, request, await x.ports.credentials.get(request, x.signal));
  } catch (error) {
    if (!args.ignoreError || !(error instanceof CredentialError)) throw error;
    x.context.variables.set(args.contextVariableName, null);
  }
}

function keep(x: Exchange, variable: string, { provider, connection, asker: by }: CredentialRequest, token: Token): void {
  x.tokens.push({ provider, connection, token, asker: by });
  x.context.variables.set(variable, new Authorization(token));
}

/** A caller is meant, and he has shown no token. */
const isNobody = ({ identityType, identity = '' }: Args<typeof policy>): boolean => identityType === 'jwt' && identity.trim() === '';

function asker(args: Args<typeof policy>): Asker {
  const { identityType, identity = '', providerId: provider, authorizationId: connection } = args;
  if (identityType === 'managed') return { kind: 'managed' };
  if (!isNobody(args)) return { kind: 'jwt', token: new Secret(identity) };
  const detail = 'identity-type is jwt, but identity is empty: the caller sent no bearer token';
  const text = 'sign in first: this is asked for in the name of the caller, and the request has no bearer token';
  throw new CredentialError('UNAUTHENTICATED', text, { provider, connection, detail });
}
