import type { Exchange } from '../../runtime/exchange.ts';

/** Takes the tokens that an exchange was given out of a text that did not come from us, such as a backend's error. */
export function scrub(x: Exchange, text: string): string {
  let rest = text;
  for (const { token } of x.tokens) {
    const secret = token.accessToken.reveal();
    if (secret !== '') rest = rest.replaceAll(secret, '[secret]');
  }
  return rest;
}
