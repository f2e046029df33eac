import { BudgetExceeded } from '../../runtime/budget.ts';
import { NetException } from '../../runtime/dotnet/values.ts';
import { PolicyFailure } from '../../runtime/failure.ts';
import { failureText, type Outcome } from '../../runtime/pipeline.ts';
import { CredentialError } from '../../runtime/ports/credential-source.ts';
import { SendFailure } from '../../runtime/ports/send.ts';
import { callError, type SubgraphError, type SubgraphErrorCode } from './subgraph-error.ts';

const sendCodes = {
  timeout: 'SUBGRAPH_TIMEOUT',
  unreachable: 'SUBGRAPH_UNREACHABLE',
  'too-large': 'SUBGRAPH_BAD_RESPONSE',
  // The deadline of the whole request comes as a timeout; this is a client that has gone, and nobody reads the code.
  aborted: 'SUBGRAPH_UNREACHABLE',
  // Egress rules and malformed requests are the work of policies.
  refused: 'POLICY_ERROR',
} as const satisfies Record<SendFailure['kind'], SubgraphErrorCode>;

/** The client's error and the operator's line for a handler that failed. `forwardError` is what forwarding itself threw, if it did. */
export function failureError(
  subgraph: string,
  outcome: Extract<Outcome, { kind: 'failed' }>,
  forwardError: unknown,
): { readonly error: SubgraphError; readonly why: string } {
  const { error } = outcome;
  const why = failureText(outcome);
  if (error instanceof CredentialError) return { error: connectionError(subgraph, error), why };
  const sending = error instanceof PolicyFailure && error.cause === forwardError ? error.cause : error;
  if (sending instanceof SendFailure && sending === forwardError) return { error: callError(sendCodes[sending.kind], subgraph), why };
  return { error: callError('POLICY_ERROR', subgraph), why: isOurs(error) ? why : `${why} (${nameOf(error)})` };
}

/**
 * A consent that is missing is told to whom it is that can give it. All others learn no more than that the connection is of no use to them: not whether it
 * exists, and not whose it is.
 */
function connectionError(subgraph: string, { code, message, provider, connection, retryAfterMs, offer }: CredentialError): SubgraphError {
  // Whoever is not known needs no names: they are the same for all that he could ask for.
  if (code === 'UNAUTHENTICATED') return { message: sentence(message), extensions: { code, subgraph } };
  const at = { subgraph, provider, connection };
  if (code === 'CONNECTION_REQUIRED')
    return offer === undefined
      ? { message: 'This connection is not available.', extensions: { code: 'CONNECTION_UNAVAILABLE', ...at } }
      : {
          message: `Subgraph \`${subgraph}\` needs a connection of your own to \`${provider}\`. Make it at \`connectUrl\`, then ask again.`,
          extensions: { code, ...at, ...offer },
        };
  const retryAfter = retryAfterMs === undefined ? {} : { retryAfter: Math.ceil(retryAfterMs / 1_000) };
  return { message: sentence(message), extensions: { code, ...at, ...offer, ...retryAfter } };
}

/** As the other messages for clients are: a capital at the start, a period at the end. */
const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** Errors that `failureText` has words for. Of others, defects in truth, only the name is told: their texts may quote anything. */
const isOurs = (error: unknown): boolean =>
  error instanceof PolicyFailure || error instanceof SendFailure || error instanceof NetException || error instanceof BudgetExceeded;
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);
