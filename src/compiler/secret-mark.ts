/**
 * How a secret named value travels through the compiler inside a C# string literal: its name between two private use characters, which
 * no author has a reason to type. The emitter turns the mark into a read at run time, so that no secret stands in code; a mark
 * outside a string literal is a syntax error, which the check turns into its own message.
 */
export const secretOpen = '\uE001';
export const secretClose = '\uE002';

export const secretMark = (name: string): string => `${secretOpen}${name}${secretClose}`;

/** A text with its marks taken apart. */
export type SecretPart = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'secret'; readonly name: string };

const mark = /\uE001([^\uE001\uE002]*)\uE002/g;

/**
 * Takes the marks of `secrets` out of a text. Those are the named values that the expression really refers to: an author who writes the
 * two characters as escapes gets the text he wrote, and no value.
 */
export function splitSecrets(text: string, secrets: ReadonlySet<string>): readonly SecretPart[] {
  const parts: SecretPart[] = [];
  let from = 0;
  for (const { 0: whole, 1: name = '', index } of text.matchAll(mark)) {
    if (!secrets.has(name)) continue;
    parts.push({ kind: 'text', text: text.slice(from, index) }, { kind: 'secret', name });
    from = index + whole.length;
  }
  parts.push({ kind: 'text', text: text.slice(from) });
  return parts.filter((part) => part.kind === 'secret' || part.text !== '' || parts.length === 1);
}

/** Whether a text may hold the mark of a secret, so that nothing can be told from it before run time. */
export const mayHoldSecret = (text: string): boolean => text.search(mark) >= 0;
