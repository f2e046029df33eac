/** An expression without what differs from one author to the next: its literals, its variables' names and its layout. */
export interface Shape {
  readonly key: string;
  readonly strings: readonly string[];
  readonly numbers: readonly number[];
}

/** Expressions that differ in nothing but literals, layout and names of variables have the same key. */
export function shapeOf(expression: string): Shape {
  const strings: string[] = [];
  const numbers: number[] = [];
  const parts = expression.match(/"(?:\\.|[^"\\])*"|[A-Za-z_]\w*|\d+|\s+|./gs) ?? [];
  const variables = new Map<string, string>();
  for (const [, name = ''] of expression.matchAll(/\bvar\s+(\w+)/g)) variables.set(name, `v${variables.size}`);
  const key = parts.map((part) => {
    if (/^\s/.test(part)) return '';
    if (part.startsWith('"')) {
      strings.push(JSON.parse(part) as string);
      return '"…"';
    }
    if (/^\d/.test(part)) {
      numbers.push(Number(part));
      return '0';
    }
    return /^\w/.test(part) ? ` ${variables.get(part) ?? part} ` : part;
  });
  return { key: key.join(''), strings, numbers };
}
