import { Document, isCollection, isMap, isScalar, parseDocument, type YAMLMap } from 'yaml';

/**
 * Puts an entry into a section of a configuration's text: `subgraphs`, `name`, value. Everything else stays as it is, comments and layout
 * included; the entry takes the layout of its neighbours. Undefined where the text is written in a way that cannot be added to, or has
 * the entry.
 */
export function insertEntry(text: string, section: string, name: string, value: unknown): string | undefined {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const document = parseDocument(text, { version: '1.2', logLevel: 'error' });
  if (document.errors.length > 0) return undefined;
  const root = document.contents;
  if (root !== null && !(isMap(root) && root.flow !== true)) return undefined;
  const pair = root?.items.find(({ key }) => isScalar(key) && key.value === section);
  if (pair === undefined || isNothing(pair.value)) {
    const key = pair === undefined ? undefined : rangeOf(pair.key);
    const block = lines({ [name]: value }, '  ');
    if (key === undefined) return joined(text, text.length, [...(text.trim() === '' ? [] : ['']), `${section}:`, ...block], newline);
    return joined(text, lineEnd(text, key.end), block, newline);
  }
  if (!isMap(pair.value) || pair.value.has(name)) return undefined;
  return pair.value.flow === true ? intoFlow(text, pair.value, name, value) : intoBlock(text, pair.value, name, value, newline);
}

const isNothing = (node: unknown): boolean => node === null || (isScalar(node) && node.value === null);

function rangeOf(node: unknown): { readonly start: number; readonly end: number } {
  const range = isScalar(node) || isCollection(node) ? node.range : undefined;
  return { start: range?.[0] ?? 0, end: range?.[1] ?? 0 };
}

/** Behind the last entry, where its own keys begin. */
function intoBlock(text: string, map: YAMLMap, name: string, value: unknown, newline: string): string {
  const last = map.items.at(-1);
  const { start } = rangeOf(map.items[0]?.key);
  const indent = ' '.repeat(start - (text.lastIndexOf('\n', start - 1) + 1));
  const written = last?.value === null ? rangeOf(last.key) : rangeOf(last?.value);
  // A block scalar ends behind its last line.
  const at = text[written.end - 1] === '\n' ? written.end : lineEnd(text, written.end);
  return joined(text, at, lines({ [name]: value }, indent), newline);
}

function intoFlow(text: string, map: YAMLMap, name: string, value: unknown): string | undefined {
  const close = (map.range?.[1] ?? 0) - 1;
  if (text[close] !== '}') return undefined;
  const entry = new Document({ [name]: value }).toString({ collectionStyle: 'flow', lineWidth: 0 }).trim().slice(1, -1).trim();
  const before = text.slice(0, close).trimEnd();
  const separator = map.items.length === 0 ? ' ' : before.endsWith(',') ? ' ' : ', ';
  return `${before}${separator}${entry} ${text.slice(close)}`;
}

/** The position behind the line break of a line, or the end of the text. */
function lineEnd(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 ? text.length : at + 1;
}

const lines = (value: unknown, indent: string): readonly string[] =>
  new Document(value)
    .toString({ lineWidth: 0 })
    .trimEnd()
    .split('\n')
    .map((line) => `${indent}${line}`);

function joined(text: string, at: number, inserted: readonly string[], newline: string): string {
  const before = text.slice(0, at);
  const gap = before === '' || before.endsWith('\n') ? '' : newline;
  return `${before}${gap}${inserted.map((line) => `${line}${newline}`).join('')}${text.slice(at)}`;
}
