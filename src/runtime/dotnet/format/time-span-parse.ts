/** What a text is as a TimeSpan. */
export type ParsedSpan =
  | { readonly kind: 'value'; readonly ticks: bigint }
  | { readonly kind: 'overflow' }
  | { readonly kind: 'malformed' };

/** No span is longer than this, however much white space it has. */
const longest = 200;

const daysOnly = /^\s*(-)?(\d+)\s*$/;
const clock = /^\s*(-)?(?:(\d+)(?:\.|:(?=\d+:\d+:\d)))?(\d+):(\d+)(?::(\d*)(?:\.(\d*))?)?\s*$/;

function build(sign: string | undefined, days: bigint, hours: number, minutes: number, seconds: number, fraction: string): ParsedSpan {
  if (hours > 23 || minutes > 59 || seconds > 59 || fraction.length > 7 || days > 10_675_199n) return { kind: 'overflow' };
  const whole = ((days * 24n + BigInt(hours)) * 60n + BigInt(minutes)) * 60n + BigInt(seconds);
  const ticks = whole * 10_000_000n + BigInt(fraction.padEnd(7, '0'));
  const limit = sign === '-' ? 2n ** 63n : 2n ** 63n - 1n;
  return ticks > limit ? { kind: 'overflow' } : { kind: 'value', ticks: sign === '-' ? -ticks : ticks };
}

/** `[-]d`, `[-][d.]hh:mm[:ss[.fffffff]]`, `[-]d:hh:mm:ss[.fffffff]`. */
export function parseTimeSpan(text: string): ParsedSpan {
  if (text.length > longest) return { kind: 'malformed' };
  const days = daysOnly.exec(text);
  if (days !== null) return build(days[1], BigInt(days[2] ?? 0), 0, 0, 0, '');
  const found = clock.exec(text);
  if (found === null) return { kind: 'malformed' };
  const [, sign, day = '0', hours = '0', minutes = '0', seconds = '', fraction = ''] = found;
  return build(sign, BigInt(day), Number(hours), Number(minutes), Number(seconds), fraction);
}

/** What each standard format admits: `c` takes days before a point, `g` and `G` before a colon, and `G` wants everything. */
const general = /^\s*-?(?:\d+:)?\d+:\d+(?::\d+(?:\.\d+)?)?\s*$/;
const constant = /^\s*-?(?:\d+|(?:\d+\.)?\d+:\d+(?::\d+(?:\.\d+)?)?)\s*$/;
const standardShapes: Readonly<Record<string, RegExp>> = {
  c: constant,
  t: constant,
  T: constant,
  g: new RegExp(`${general.source}|^\\s*-?\\d+\\s*$`),
  G: /^\s*-?\d+:\d+:\d+:\d+\.\d+\s*$/,
};

/** With an exact custom format such as `hh\:mm`. */
export function parseTimeSpanExact(text: string, format: string): ParsedSpan {
  if (text.length > longest) return { kind: 'malformed' };
  const shape = standardShapes[format];
  if (shape !== undefined) return shape.test(text) ? parseTimeSpan(text) : { kind: 'malformed' };
  const fields: string[] = [];
  let pattern = '';
  for (let i = 0; i < format.length; ) {
    const c = format[i] ?? '';
    if ('dhmsfF'.includes(c)) {
      let end = i;
      while (format[end] === c) end++;
      const count = end - i;
      pattern += c === 'F' ? `(\\d{0,${count}})` : count === 1 && c !== 'f' ? (c === 'd' ? '(\\d{1,8})' : '(\\d{1,2})') : `(\\d{${count}})`;
      fields.push(c);
      i = end;
    } else if (c === '%') i++;
    else {
      const quoted = c === "'" || c === '"' ? format.slice(i + 1, format.indexOf(c, i + 1)) : undefined;
      const literal = quoted ?? (c === '\\' ? (format[i + 1] ?? '') : undefined);
      if (literal === undefined) return { kind: 'malformed' };
      pattern += literal.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
      i += quoted === undefined ? 2 : quoted.length + 2;
    }
  }
  const found = new RegExp(`^${pattern}$`).exec(text);
  if (found === null) return { kind: 'malformed' };
  const value = (letter: string): string => found[fields.indexOf(letter) + 1] ?? '';
  const number = (letter: string): number => (fields.includes(letter) ? Number(value(letter)) : 0);
  const fraction = fields.includes('f') ? value('f') : fields.includes('F') ? value('F') : '';
  return build(undefined, BigInt(number('d')), number('h'), number('m'), number('s'), fraction);
}
