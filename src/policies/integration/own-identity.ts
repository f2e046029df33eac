import type { Exchange } from '../../runtime/exchange.ts';
import { PolicyFailure } from '../../runtime/failure.ts';
import type { OutgoingRequest } from '../../runtime/ports/send.ts';
import type { Signal } from '../../runtime/ports/signal.ts';
import { bool, type ElementArgs, text, variableName } from '../define.ts';

/** The element authentication-managed-identity inside a request of a policy's own. */
export const identityElement = {
  attributes: {
    resource: text({ required: true, docs: 'Application id or URI of what the token is for.' }),
    'client-id': text({ docs: 'Client id of a user-assigned identity.' }),
    'output-token-variable-name': variableName({ expression: false, docs: 'A variable that receives the token, in place of the header.' }),
    'ignore-error': bool({ fallback: false, expression: false, docs: 'Whether the request goes out without a token when there is none.' }),
  },
} as const;

type Request = Omit<OutgoingRequest, 'timeoutMs' | 'signal'>;

/** The request with the token of the machine's identity in it, where one is asked for. Rejects with PolicyFailure when there is none. */
export async function withIdentity<R extends Request>(
  x: Exchange,
  request: R,
  args: ElementArgs<typeof identityElement> | undefined,
  signal: Signal | undefined,
): Promise<R> {
  if (args === undefined) return request;
  const token = await fetchToken(x, args, signal);
  if (token === undefined) return request;
  if (args.outputTokenVariableName !== undefined) {
    x.context.variables.set(args.outputTokenVariableName, token);
    return request;
  }
  const others = request.headers.filter(([name]) => name.toLowerCase() !== 'authorization');
  return { ...request, headers: [...others, ['Authorization', `Bearer ${token}`]] };
}

async function fetchToken(
  x: Exchange,
  { resource, clientId, ignoreError }: ElementArgs<typeof identityElement>,
  signal: Signal | undefined,
): Promise<string | undefined> {
  try {
    return (await x.ports.managedIdentity.token(resource, clientId, signal)).accessToken.reveal();
  } catch (error) {
    if (ignoreError) return undefined;
    const why = error instanceof Error ? error.message : 'the managed identity gave no token';
    throw new PolicyFailure('authentication-managed-identity', null, 500, why, { cause: error });
  }
}
