import { nearest } from '../../diagnostics/nearest.ts';

/** Parts of names that tell of a secret. */
export const secretWord = /secr|passw|passphrase|pwd|private.?key|api.?key|assertion|credential|(?:access|refresh|bearer).?token/i;

/** Names of parameters whose values nobody needs to hide. */
export const tellsOfNoSecret = (name: string): boolean =>
  !secretWord.test(name) &&
  /(?:id|url|uri|name|scopes?|host|domain|endpoint|audience|resource|issuer|tenant|region|type|method|authentication)$/i.test(name);

/** A key as messages may show it: when a colon is missing, a key swallows its value. */
export function shownKey(key: string): string {
  const whole = key.length > 80 ? `${key.slice(0, 79)}…` : key;
  return secretWord.test(key) ? whole.replace(/[\s=:].*$/s, ' …') : whole;
}

/** True for names that tell of a secret, `clientSecret` and `privateKey` among them, also when misspelt: what they hold is kept, masked and warned of as one. */
export const tellsOfSecret = (name: string): boolean =>
  secretWord.test(name) || nearest(name, ['clientSecret', 'secret', 'password', 'privateKey', 'apiKey']) !== undefined;
