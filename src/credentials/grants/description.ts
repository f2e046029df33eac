import { formEncode } from './client-authentication.ts';
import type { SentSecrets } from './secrets-in-request.ts';

/** What stands in place of a description that repeats a secret. */
const WITHHELD = '(withheld: it repeats a secret)';

/** Long enough for any sentence; what comes after is not looked at. */
const LONGEST = 2_000;

/** So many characters of a secret are a part of it that counts. */
const PART = 12;

/** `error_description` as one printable line of at most 300 characters; nothing of ours may come back in it, nor a good part of it. */
export function describeForPeople(description: unknown, secrets: SentSecrets): string | undefined {
  if (typeof description !== 'string' || description === '') return undefined;
  const text = description.slice(0, LONGEST);
  if (repeatsSecret(text, secrets)) return WITHHELD;
  return text.replace(/[^\x20-\x7e]+/g, ' ').slice(0, 300);
}

/** Whether a text holds a secret that was sent, in any form a server may write it, or a good part of one. */
export function repeatsSecret(text: string, { secrets, pairs }: SentSecrets): boolean {
  if (pairs.some((pair) => formsOf(pair).some((form) => text.includes(form)))) return true;
  return secrets.some((secret) => formsOf(secret).some((form) => repeats(text, form)));
}

/** The ways a server may repeat what it was sent. */
const formsOf = (secret: string): string[] => [
  secret,
  encodeURIComponent(secret),
  formEncode(secret),
  Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  Buffer.from(secret).toString('base64url'),
  Buffer.from(secret).toString('hex'),
];

/** Servers that mean well quote the first half of a token. What is hardly longer than a part is searched for as a whole. */
function repeats(text: string, form: string): boolean {
  if (form.length < PART + 4) return text.includes(form);
  for (let at = 0; at + PART <= text.length; at++) if (form.includes(text.slice(at, at + PART))) return true;
  return false;
}
