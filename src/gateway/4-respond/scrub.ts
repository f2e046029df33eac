/** Shorter ones are left alone: taken out, they would tell where in a text they stand, and take the sense from it. */
const shortest = 4;

/** Takes the secret texts that a request's policies were given out of a text that did not come from us, such as a backend's error. */
export function scrub(disclosed: Iterable<string>, text: string): string {
  let rest = text;
  // The longest first: one may be the beginning of another.
  const secrets = [...disclosed].filter(({ length }) => length >= shortest).sort((a, b) => b.length - a.length);
  for (const secret of secrets) rest = rest.replaceAll(secret, '[secret]');
  return rest;
}
