import type { Exchange } from '../../runtime/exchange.ts';
import type { OutgoingRequest } from '../../runtime/ports/send.ts';
import type { Signal } from '../../runtime/ports/signal.ts';
import type authenticationManagedIdentity from '../authentication/authentication-managed-identity.ts';
import { machineToken } from '../authentication/authentication-managed-identity.ts';
import type { Args } from '../define.ts';

/**
 * A request of a policy's own with the token of the machine's identity in it, where its element asks for one. Rejects with PolicyFailure
 * when there is none.
 */
export async function withIdentity<R extends Omit<OutgoingRequest, 'timeoutMs' | 'signal'>>(
  x: Exchange,
  request: R,
  args: Args<typeof authenticationManagedIdentity> | undefined,
  signal: Signal | undefined,
): Promise<R> {
  if (args === undefined) return request;
  const token = (await machineToken(x, args, signal))?.accessToken.reveal();
  const { outputTokenVariableName: variable } = args;
  if (variable !== undefined) x.context.variables.set(variable, token ?? null);
  if (variable !== undefined || token === undefined) return request;
  const others = request.headers.filter(([name]) => name.toLowerCase() !== 'authorization');
  return { ...request, headers: [...others, ['Authorization', `Bearer ${token}`]] };
}
