import { Secret } from '../runtime/ports/credential-source.ts';

/** One place that a secret comes from. */
export type SecretReference = { readonly kind: 'env'; readonly name: string } | { readonly kind: 'file'; readonly path: string };

/** Text written as it is. It is kept like a secret, since it stands where one may stand. */
export interface LiteralText {
  readonly kind: 'literal';
  readonly value: Secret;
}

/**
 * A text that may hold references: `literal` has none, `env` and `file` are one whole reference, `parts` is text around references.
 * A path is as written: the reader takes it from the folder of the configuration.
 */
export type SecretText =
  | LiteralText
  | SecretReference
  | { readonly kind: 'parts'; readonly parts: readonly (LiteralText | SecretReference)[] };

/** `${…}` and the escape `$${`, which stands for `${` itself. */
const marks = /\$\$\{|\$\{([^}]*)(\}|$)/g;

/** A piece of a text: what is taken as it is, a reference, or something between `${` and `}` that is neither. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'reference'; readonly reference: SecretReference; readonly written: string }
  | { readonly kind: 'unknown'; readonly written: string };

/** Cuts a text at its references. `written` is the reference with its braces. */
export function pieces(text: string): readonly Piece[] {
  const found: Piece[] = [];
  let plain = '';
  let from = 0;
  for (const match of text.matchAll(marks)) {
    plain += text.slice(from, match.index);
    from = match.index + match[0].length;
    if (match[1] === undefined) {
      plain += `\${`;
      continue;
    }
    if (plain !== '') found.push({ kind: 'text', text: plain });
    plain = '';
    const reference = match[2] === '}' ? parseReference(match[1]) : undefined;
    found.push(reference === undefined ? { kind: 'unknown', written: match[0] } : { kind: 'reference', reference, written: match[0] });
  }
  plain += text.slice(from);
  if (plain !== '' || found.length === 0) found.push({ kind: 'text', text: plain });
  return found;
}

function parseReference(inner: string): SecretReference | undefined {
  const [, name] = /^env\.([A-Za-z_][A-Za-z0-9_]*)$/.exec(inner) ?? [];
  if (name !== undefined) return { kind: 'env', name };
  const [, path] = /^file:(.+)$/.exec(inner) ?? [];
  return path === undefined ? undefined : { kind: 'file', path };
}

/** Reads a text into its tagged form. What is no reference stays text; the reading room has reported it by then. */
export function parseSecretText(text: string): SecretText {
  const parts = pieces(text).map((piece): LiteralText | SecretReference =>
    piece.kind === 'reference'
      ? piece.reference
      : { kind: 'literal', value: new Secret(piece.kind === 'text' ? piece.text : piece.written) },
  );
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { kind: 'parts', parts };
}

/** How a reference is named in messages: never its value. */
export const nameOf = (reference: SecretReference): string =>
  reference.kind === 'env' ? `\${env.${reference.name}}` : `\${file:${reference.path}}`;
