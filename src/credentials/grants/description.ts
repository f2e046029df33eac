import { formEncode } from './token-client.ts';

/** What stands in place of a description that repeats a secret. */
const WITHHELD = '(withheld: it repeats a secret)';

/** `error_description` as one printable line of at most 300 characters; nothing of ours may come back in it. */
export function describeForPeople(description: unknown, secrets: readonly string[]): string | undefined {
  if (typeof description !== 'string' || description === '') return undefined;
  if (secrets.some((secret) => secret !== '' && formsOf(secret).some((form) => description.includes(form)))) return WITHHELD;
  return description.replace(/[^\x20-\x7e]+/g, ' ').slice(0, 300);
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
