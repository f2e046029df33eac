import { readFileSync } from 'node:fs';
import { parseAst } from 'rolldown/parseAst';

/** A test as it stands in a file. */
export interface NamedTest {
  /** The titles of the blocks around it, its own, and, where the table of it could be read, that of its row; between them ` > `. */
  readonly name: string;
  /** The names of the tables that its blocks are repeated for, such as `stores`. */
  readonly tables: readonly string[];
}

interface Node {
  readonly type: string;
  readonly [member: string]: unknown;
}

const BLOCKS = new Set(['describe']);
const TESTS = new Set(['test', 'it']);
/** What a test may be called with without being left out. `skip` and `todo` are none of them: such a test proves nothing. */
const MODIFIERS = new Set(['each', 'skipIf', 'runIf', 'sequential', 'concurrent']);

/** The tests of a file, read from its syntax: comments and texts that look like tests are none. */
export function testsIn(file: string): readonly NamedTest[] {
  const program = parseAst(readFileSync(file, 'utf8'), { lang: 'ts' }) as unknown as Node;
  const tables = tablesOf(program);
  const found: NamedTest[] = [];
  walk(program, [], []);
  return found;

  function walk(node: Node, titles: readonly string[], names: readonly string[]): void {
    const call = callOf(node);
    if (call === undefined) return each(node, (child) => walk(child, titles, names));
    const path = [...titles, call.title];
    const repeated = call.table?.type === 'Identifier' ? [...names, String(call.table['name'])] : names;
    if (call.kind === 'block') return call.body.forEach((body) => walk(body, path, repeated));
    found.push({ name: path.join(' > '), tables: repeated });
    for (const row of rowsOf(call.table, tables)) found.push({ name: [...path, row].join(' > '), tables: repeated });
  }
}

interface Call {
  readonly kind: 'block' | 'test';
  readonly title: string;
  readonly table: Node | undefined;
  readonly body: readonly Node[];
}

/** `describe('title', …)`, `test.each(table)('title', …)` and the like. */
function callOf(node: Node): Call | undefined {
  if (node.type !== 'CallExpression') return undefined;
  const [first, ...rest] = node['arguments'] as Node[];
  const title = first && textOf(first);
  if (title === undefined) return undefined;
  let at = node['callee'] as Node;
  let table: Node | undefined;
  for (;;) {
    if (at.type === 'CallExpression') {
      table = (at['arguments'] as Node[])[0];
      at = at['callee'] as Node;
    } else if (at.type === 'MemberExpression') {
      if (!MODIFIERS.has(String((at['property'] as Node)['name']))) return undefined;
      if (String((at['property'] as Node)['name']) !== 'each') table = undefined;
      at = at['object'] as Node;
    } else break;
  }
  const root = at.type === 'Identifier' ? String(at['name']) : '';
  if (!BLOCKS.has(root) && !TESTS.has(root)) return undefined;
  return { kind: BLOCKS.has(root) ? 'block' : 'test', title, table, body: rest };
}

/** The first text of each row of a table that is written down in the file. */
function rowsOf(table: Node | undefined, tables: ReadonlyMap<string, Node>): readonly string[] {
  const written = table?.type === 'Identifier' ? tables.get(String(table['name'])) : table;
  const plain = written && unwrapped(written);
  if (plain?.type !== 'ArrayExpression') return [];
  return (plain['elements'] as Node[]).flatMap((row) => {
    const inner = unwrapped(row);
    const first = inner.type === 'ArrayExpression' ? (inner['elements'] as Node[])[0] : inner;
    const text = first && textOf(unwrapped(first));
    return text === undefined ? [] : [text];
  });
}

/** Tables that stand in a constant of the file. */
function tablesOf(program: Node): ReadonlyMap<string, Node> {
  const found = new Map<string, Node>();
  const look = (node: Node): void => {
    const { id, init } = node as { readonly id?: Node; readonly init?: Node };
    if (node.type === 'VariableDeclarator' && id?.type === 'Identifier' && init) found.set(String(id['name']), init);
    each(node, look);
  };
  look(program);
  return found;
}

const WRAPPERS = new Set(['TSAsExpression', 'TSSatisfiesExpression', 'ParenthesizedExpression']);
const unwrapped = (node: Node): Node => (WRAPPERS.has(node.type) ? unwrapped(node['expression'] as Node) : node);

function textOf(node: Node): string | undefined {
  if (node.type === 'Literal' && typeof node['value'] === 'string') return node['value'];
  if (node.type !== 'TemplateLiteral' || (node['expressions'] as Node[]).length > 0) return undefined;
  return (node['quasis'] as { readonly value: { readonly cooked: string } }[])[0]?.value.cooked;
}

function each(node: Node, visit: (child: Node) => void): void {
  for (const value of Object.values(node))
    for (const child of Array.isArray(value) ? value : [value])
      if (typeof child === 'object' && child !== null && typeof (child as Node).type === 'string') visit(child as Node);
}
