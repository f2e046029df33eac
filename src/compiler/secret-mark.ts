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

export function splitSecrets(text: string): readonly SecretPart[] {
  return text
    .split(/(\uE001[^\uE001\uE002]*\uE002)/)
    .map((part, i): SecretPart => (i % 2 === 1 ? { kind: 'secret', name: part.slice(1, -1) } : { kind: 'text', text: part }))
    .filter((part, _i, all) => part.kind === 'secret' || part.text !== '' || all.length === 1);
}
