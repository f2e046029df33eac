import type { Exchange } from '../../runtime/exchange.ts';
import { PolicyFailure } from '../../runtime/failure.ts';

/** Whether a text holds an access token that this exchange was given, as it is or as it would stand in a URL. */
export function holdsToken(x: Exchange, text: string): boolean {
  return x.tokens.some(({ token }) => {
    const secret = token.accessToken.reveal();
    return secret !== '' && (text.includes(secret) || text.includes(encodeURIComponent(secret)));
  });
}

/** Throws PolicyFailure when a text that leaves the gateway holds an access token. `what` is the text, for the message. */
export function refuseToken(x: Exchange, text: string, what: string, source: string): void {
  if (x.tokens.length > 0 && holdsToken(x, text))
    throw new PolicyFailure(source, null, 500, `${what} holds an access token; a token may stand in a header of a request only`);
}

/** Takes the access tokens of this exchange out of a text that people will read. */
export function withoutTokens(x: Exchange, text: string): string {
  let rest = text;
  for (const { token } of x.tokens) {
    const secret = token.accessToken.reveal();
    if (secret !== '') rest = rest.replaceAll(secret, '[secret]').replaceAll(encodeURIComponent(secret), '[secret]');
  }
  return rest;
}
