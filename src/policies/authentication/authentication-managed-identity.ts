import type { Exchange } from '../../runtime/exchange.ts';
import { PolicyFailure } from '../../runtime/failure.ts';
import type { Token } from '../../runtime/ports/credential-source.ts';
import { ManagedIdentityError } from '../../runtime/ports/managed-identity.ts';
import type { Signal } from '../../runtime/ports/signal.ts';
import { type Args, bool, definePolicy, idAttribute, text, variableName } from '../define.ts';

const policy = definePolicy({
  name: 'authentication-managed-identity',
  summary: 'Sends a token of the machine’s identity in Microsoft Entra to the backend.',
  docs: 'Asks the source that `managedIdentity` in `fedpass.yaml` names; without one nobody is asked, and the policy fails. The token is kept until shortly before it expires. It becomes the `Authorization` header of the request to the backend, or goes into a variable. A backend that answers 401 to it is asked once more with a new one. With `ignore-error="true"` the request goes on without a token, and the variable is null. In `outbound` only the variable is of use, since the request has been sent.',
  sections: ['inbound', 'outbound'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'call',
  effect: 'async',
  element: {
    attributes: {
      resource: text({ required: true, docs: 'Whom the token is for: the application id of the backend, or its URI.' }),
      'client-id': text({ docs: 'The client id of a user-assigned identity. Without it: that of the configuration.' }),
      'output-token-variable-name': variableName({
        expression: false,
        docs: 'A variable that receives the token, in place of the header.',
      }),
      'ignore-error': bool({ fallback: false, expression: false, docs: 'Whether the request goes on when there is no token.' }),
      id: idAttribute,
    },
  },
  examples: [
    {
      title: 'Go on without a token where the machine has no identity',
      xml: '<authentication-managed-identity resource="https://vault.azure.net" output-token-variable-name="token" ignore-error="true" />',
      expect: { forwarded: true, sent: { Authorization: null }, variables: { token: null } },
    },
    {
      title: 'Fail without a token',
      xml: '<authentication-managed-identity resource="https://vault.azure.net" />',
      expect: { outcome: 'failed', forwarded: false, error: 'no managed identity is configured' },
    },
  ],
});
export default policy;

/** Reference: authentication-managed-identity. Rejects with PolicyFailure, status 500, when there is no token. */
export async function run(x: Exchange, args: Args<typeof policy>): Promise<void> {
  const token = await machineToken(x, args, x.signal);
  if (args.outputTokenVariableName !== undefined)
    x.context.variables.set(args.outputTokenVariableName, token === undefined ? null : token.accessToken.reveal());
  else if (token !== undefined) x.context.request.headers.set('Authorization', [`Bearer ${token.accessToken.reveal()}`]);
}

/** What is asked for; the same inside a request of a policy's own. */
export interface MachineTokenRequest {
  readonly resource: string;
  readonly clientId?: string | undefined;
  readonly ignoreError: boolean;
}

/**
 * A token of the machine's identity, noted as one that the exchange was given. Undefined when there is none and errors are ignored;
 * otherwise rejects with PolicyFailure.
 */
export async function machineToken(
  x: Exchange,
  { resource, clientId, ignoreError }: MachineTokenRequest,
  signal: Signal | undefined,
): Promise<Token | undefined> {
  try {
    const token = await x.ports.managedIdentity.token(resource, clientId, signal);
    x.tokens.push({ provider: machineProvider, connection: `${clientId ?? ''} ${resource}`, token, ofMachine: true });
    return token;
  } catch (error) {
    if (!(error instanceof ManagedIdentityError)) throw error;
    if (ignoreError) return undefined;
    throw new PolicyFailure(policy.name, null, 500, error.message, { cause: error });
  }
}

/** In place of a provider's id; none of the configuration can have a colon. */
const machineProvider = 'machine:managed-identity';
