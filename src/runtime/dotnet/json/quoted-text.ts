/** A text in quotes as it was read, up to the character after the closing quote or to where it went wrong. */
export interface Quoted {
  readonly text: string;
  readonly end: number;
  /** Line ends inside, and where the last line starts. */
  readonly lines: number;
  readonly lineStart: number;
  readonly problem: string | undefined;
}

const single: ReadonlyMap<string, string> = new Map([
  ['b', '\b'],
  ['t', '\t'],
  ['n', '\n'],
  ['f', '\f'],
  ['r', '\r'],
  ['\\', '\\'],
  ['"', '"'],
  ["'", "'"],
  ['/', '/'],
]);

const plain = { '"': /[^"\\\r\n]*/y, "'": /[^'\\\r\n]*/y } as const;
const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Reads a text in quotes; `start` is after the opening one. Half a surrogate pair written as an escape becomes U+FFFD. */
export function readQuoted(source: string, start: number, quote: '"' | "'"): Quoted {
  let at = start;
  let text = '';
  let lines = 0;
  let lineStart = 0;
  /** Escaped code units in a row, which may form surrogate pairs. */
  let units = '';
  const done = (problem: string | undefined): Quoted => ({ text, end: at, lines, lineStart, problem });
  const flush = (): void => {
    if (units === '') return;
    text += units.replace(loneSurrogate, '\ufffd');
    units = '';
  };
  for (;;) {
    const run = plain[quote];
    run.lastIndex = at;
    const part = run.exec(source)?.[0] ?? '';
    if (part !== '') flush();
    text += part;
    at += part.length;
    const char = source.charAt(at);
    if (char === quote) {
      flush();
      at++;
      return done(undefined);
    }
    if (char === '') return done(`Unterminated string. Expected delimiter: ${quote}.`);
    if (char === '\r' || char === '\n') {
      flush();
      const length = char === '\r' && source.charAt(at + 1) === '\n' ? 2 : 1;
      text += source.slice(at, at + length);
      at += length;
      lines++;
      lineStart = at;
      continue;
    }
    at++;
    const escaped = source.charAt(at);
    if (escaped === '') return done(`Unterminated string. Expected delimiter: ${quote}.`);
    at++;
    if (escaped !== 'u') {
      flush();
      const found = single.get(escaped);
      if (found === undefined) return done(`Bad JSON escape sequence: \\${escaped}.`);
      text += found;
      continue;
    }
    if (at + 4 > source.length) return done('Unexpected end while parsing unicode character.');
    const digits = source.slice(at, at + 4);
    if (!/^[0-9a-fA-F]{4}$/.test(digits)) return done(`Invalid Unicode escape sequence: \\u${digits}.`);
    units += String.fromCharCode(Number.parseInt(digits, 16));
    at += 4;
  }
}
