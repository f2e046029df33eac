import type { Jwt } from '../../../runtime/context/tokens.ts';
import type { Exchange } from '../../../runtime/exchange.ts';
import { PolicyFailure } from '../../../runtime/failure.ts';
import { SigningKeysUnavailable } from '../../../runtime/ports/signing-keys.ts';
import { findToken, type TokenPlace } from './find-token.ts';
import { TokenRejected } from './rejection.ts';

/** How a policy answers to tokens, whatever it asks of them. */
export interface Admission extends TokenPlace {
  /** The policy's name. */
  readonly source: string;
  readonly failedValidationHttpcode: number;
  readonly failedValidationErrorMessage?: string | undefined;
  readonly outputTokenVariableName?: string | undefined;
}

/**
 * Finds the token of a request, judges it, and keeps what it says. Throws PolicyFailure: with the reason and the chosen status when
 * the token does not pass, with 500 when that cannot be told because keys cannot be had.
 */
export async function admit(x: Exchange, admission: Admission, judge: (token: string) => Promise<Jwt>): Promise<void> {
  try {
    const jwt = await judge(findToken(x, admission));
    if (admission.outputTokenVariableName !== undefined) x.context.variables.set(admission.outputTokenVariableName, jwt);
  } catch (error) {
    if (error instanceof TokenRejected) throw refused(error, admission);
    if (error instanceof SigningKeysUnavailable)
      throw new PolicyFailure(admission.source, 'BackendConnectionFailure', 500, error.message, { cause: error });
    throw error;
  }
}

function refused({ reason, message }: TokenRejected, admission: Admission): PolicyFailure {
  const { source, failedValidationHttpcode: status, failedValidationErrorMessage: told } = admission;
  return new PolicyFailure(source, reason, status, message, { answer: told === undefined ? {} : { message: told } });
}
