/** Documents by their path below the policies folder, without `.xml`; undefined where there is none. */
export type TextOf = (name: string) => string | undefined;

/**
 * The texts that what is found in a document may follow from beside its own: the fragments that it includes, in depth, and the documents that run
 * around it. Read off the text, so that asking needs no parser; where that does not tell which fragments are meant, all of them are.
 */
export function neighboursOf(name: string | undefined, text: string, textOf: TextOf, fragments: readonly string[]): readonly string[] {
  if (name === undefined) return [];
  const names = new Set<string>();
  const around = name.startsWith('subgraphs/') ? ['subgraphs', 'global'] : name === 'subgraphs' ? ['global'] : [];
  const queue = [text];
  const add = (other: string): void => {
    const found = other === name || names.has(other) ? undefined : textOf(other);
    if (found === undefined) return;
    names.add(other);
    queue.push(found);
  };
  for (const other of around) add(other);
  for (const one of queue) for (const id of includedBy(one) ?? fragments) add(`fragments/${id}`);
  return [...names].sort().map((other) => textOf(other) ?? '');
}

/** Ids of fragments that a text includes; undefined when it does not say them plainly. */
function includedBy(text: string): readonly string[] | undefined {
  const count = text.split('include-fragment').length - 1;
  if (count === 0) return [];
  const ids = [...text.matchAll(/<include-fragment\s[^<>]*?\bfragment-id\s*=\s*["']([\w.-]+)["']/g)].map(([, id = '']) => id);
  // An end tag names the element once more.
  return ids.length === count - (text.split('</include-fragment').length - 1) ? ids : undefined;
}
