import { badRequest } from './arm-error.ts';

/** Whether an item is wanted; `read` gives its fields. */
export type Filter = (read: (field: string) => string | undefined) => boolean;

const LONGEST = 2_000;
const DEEPEST = 20;

/**
 * Reads `$filter`: comparisons (`eq ne gt ge lt le`) and `contains`, `startswith`, `endswith`, `substringof` of text fields, joined by
 * `and`, `or`, `not` and parentheses (OData 4.01 URL conventions §5.1.1). Texts ignore case, as ids do. Throws ArmError.
 */
export function readFilter(text: string, fields: readonly string[]): Filter {
  if (text.length > LONGEST) throw wrong();
  const words = wordsOf(text);
  let at = 0;
  const filter = either(0);
  if (at < words.length) throw wrong();
  return filter;

  function either(depth: number): Filter {
    let left = both(depth);
    while (take('or')) left = anyOf(left, both(depth));
    return left;
  }

  function both(depth: number): Filter {
    let left = one(depth);
    while (take('and')) left = allOf(left, one(depth));
    return left;
  }

  function one(depth: number): Filter {
    if (depth > DEEPEST) throw wrong();
    if (take('not')) {
      const inner = one(depth + 1);
      return (read) => !inner(read);
    }
    if (take('(')) {
      const inner = either(depth + 1);
      demand(')');
      return inner;
    }
    const word = next();
    const call = calls[word.toLowerCase()];
    if (call !== undefined && take('(')) {
      const first = next();
      demand(',');
      const second = next();
      demand(')');
      const [field, value] = call.valueFirst ? [second, first] : [first, second];
      return test(fieldOf(field), literal(value), call.holds);
    }
    const comparison = comparisons[next().toLowerCase()];
    if (comparison === undefined) throw wrong();
    return test(fieldOf(word), literal(next()), comparison);
  }

  function next(): string {
    const word = words[at++];
    if (word === undefined) throw wrong();
    return word;
  }
  function take(word: string): boolean {
    if (words[at]?.toLowerCase() !== word) return false;
    at++;
    return true;
  }
  function demand(word: string): void {
    if (!take(word)) throw wrong();
  }
  function fieldOf(word: string): string {
    const field = fields.find((one) => one.toLowerCase() === word.replace(/^properties\//i, '').toLowerCase());
    if (field === undefined) throw badRequest(`\`$filter\` knows the fields ${fields.map((one) => `\`${one}\``).join(', ')}`, '$filter');
    return field;
  }
}

type Compare = (one: string, other: string) => boolean;

const comparisons: Readonly<Record<string, Compare>> = Object.assign(Object.create(null), {
  eq: (one: string, other: string) => one === other,
  ne: (one: string, other: string) => one !== other,
  gt: (one: string, other: string) => one > other,
  ge: (one: string, other: string) => one >= other,
  lt: (one: string, other: string) => one < other,
  le: (one: string, other: string) => one <= other,
});

const calls: Readonly<Record<string, { readonly valueFirst: boolean; readonly holds: Compare }>> = Object.assign(Object.create(null), {
  contains: { valueFirst: false, holds: (one: string, part: string) => one.includes(part) },
  substringof: { valueFirst: true, holds: (one: string, part: string) => one.includes(part) },
  startswith: { valueFirst: false, holds: (one: string, part: string) => one.startsWith(part) },
  endswith: { valueFirst: false, holds: (one: string, part: string) => one.endsWith(part) },
});

const test =
  (field: string, value: string, compare: Compare): Filter =>
  (read) =>
    compare((read(field) ?? '').toLowerCase(), value.toLowerCase());

const anyOf =
  (left: Filter, right: Filter): Filter =>
  (read) =>
    left(read) || right(read);
const allOf =
  (left: Filter, right: Filter): Filter =>
  (read) =>
    left(read) && right(read);

function wordsOf(text: string): readonly string[] {
  const words: string[] = [];
  const pattern = /\s*('(?:[^']|'')*'|[A-Za-z_/]+|[(),])/y;
  while (pattern.lastIndex < text.trimEnd().length) {
    const [, word] = pattern.exec(text) ?? [];
    if (word === undefined) throw wrong();
    words.push(word);
  }
  return words;
}

function literal(word: string): string {
  if (!word.startsWith("'")) throw wrong();
  return word.slice(1, -1).replaceAll("''", "'");
}

const wrong = () => badRequest("`$filter` cannot be read; for example `startswith(name, 'git') or displayName eq 'GitHub'`", '$filter');
