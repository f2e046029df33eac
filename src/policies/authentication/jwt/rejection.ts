/** Why a token does not pass (reference/errors.json, validate-jwt). */
export type RejectionReason =
  | 'TokenNotPresent'
  | 'TokenSignatureInvalid'
  | 'TokenSignatureKeyNotFound'
  | 'TokenAudienceNotAllowed'
  | 'TokenIssuerNotAllowed'
  | 'TokenExpired'
  | 'TokenClaimNotFound'
  | 'TokenClaimValueNotAllowed'
  | 'JwtInvalid';

/** A token does not pass. The message is for clients and holds nothing of the token but verified values of claims. */
export class TokenRejected extends Error {
  readonly reason: RejectionReason;

  constructor(reason: RejectionReason, text: string) {
    super(text);
    this.name = 'TokenRejected';
    this.reason = reason;
  }
}
