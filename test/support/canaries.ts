/**
 * Every way a secret may be written down: as it is, in a URL, in JSON, in hexadecimal, in base64 and base64url. What base64 makes of it
 * depends on what stands before, so all three shifts are looked for.
 */
const formsOf = (secret: string): readonly string[] => [
  secret,
  encodeURIComponent(secret),
  JSON.stringify(secret).slice(1, -1),
  Buffer.from(secret).toString('hex'),
  Buffer.from(secret).toString('hex').toUpperCase(),
  ...[0, 1, 2].flatMap((shift) => {
    const bytes = Buffer.from(`${'x'.repeat(shift)}${secret}`);
    return [bytes.toString('base64'), bytes.toString('base64url')].map((text) => text.slice(shift === 0 ? 0 : shift + 1, -4));
  }),
];

/** The secrets that stand somewhere in a text, in whatever form. Short ones would be found by chance, and are a mistake of the test. */
export function leaksIn(text: string, secrets: Iterable<string>): readonly string[] {
  return [...secrets].filter((secret) => {
    if (secret.length < 10) throw new RangeError(`\`${secret}\` is too short to be looked for`);
    return formsOf(secret).some((form) => text.includes(form));
  });
}
