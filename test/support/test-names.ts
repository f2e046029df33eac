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

type Kind = 'block' | 'test';
const KINDS: Readonly<Record<string, Kind>> = { describe: 'block', test: 'test', it: 'test' };
/** What a test may be called with without being left out. `skip` and `todo` are none of them: such a test proves nothing. */
const MODIFIERS = new Set(['each', 'skipIf', 'runIf', 'sequential', 'concurrent']);

/** The tests of a file, read from its syntax: comments and texts that look like tests are none. */
export function testsIn(file: string): readonly NamedTest[] {
  const program = parseAst(readFileSync(file, 'utf8'), { lang: 'ts' }) as unknown as Node;
  const constants = constantsOf(program);
  const kinds = kindsOf(program, constants);
  const found: NamedTest[] = [];
  walk(program, [], []);
  return found;

  function walk(node: Node, titles: readonly string[], names: readonly string[]): void {
    const call = callOf(node, kinds);
    if (call === undefined) {
      each(node, (child) => walk(child, titles, names));
      return;
    }
    const path = [...titles, call.title];
    const tables = call.table?.type === 'Identifier' ? [...names, String(call.table['name'])] : names;
    if (call.kind === 'block') {
      for (const body of call.body) walk(body, path, tables);
      return;
    }
    found.push({ name: path.join(' > '), tables });
    for (const row of rowsOf(call.table, constants)) found.push({ name: [...path, row].join(' > '), tables });
  }
}

interface Call {
  readonly kind: Kind;
  readonly title: string;
  readonly table: Node | undefined;
  readonly body: readonly Node[];
}

/** `describe('title', …)`, `test.each(table)('title', …)` and the like. */
function callOf(node: Node, kinds: ReadonlyMap<string, Kind>): Call | undefined {
  if (node.type !== 'CallExpression') return undefined;
  const [first, ...body] = node['arguments'] as Node[];
  const title = first && textOf(first);
  const chain = title === undefined ? undefined : chainOf(node['callee'] as Node);
  const kind = chain && kinds.get(chain.root);
  return title === undefined || kind === undefined ? undefined : { kind, title, table: chain?.table, body };
}

/** `test`, `test.each(table)`, `test.skipIf(…)`: what it begins with, and its table. */
function chainOf(callee: Node): { readonly root: string; readonly table: Node | undefined } | undefined {
  let at = callee;
  let argument: Node | undefined;
  let table: Node | undefined;
  while (at.type !== 'Identifier') {
    if (at.type === 'CallExpression') {
      argument = (at['arguments'] as Node[])[0];
      at = at['callee'] as Node;
    } else if (at.type === 'MemberExpression') {
      const modifier = String((at['property'] as Node)['name']);
      if (!MODIFIERS.has(modifier)) return undefined;
      if (modifier === 'each') table = argument;
      at = at['object'] as Node;
    } else return undefined;
  }
  return { root: String(at['name']), table };
}

/** What tests and blocks are called in this file: `import { test as plainTest }`, `const run = test.skipIf(…)`. */
function kindsOf(program: Node, constants: ReadonlyMap<string, Node>): ReadonlyMap<string, Kind> {
  const kinds = new Map<string, Kind>();
  for (const statement of program['body'] as Node[]) {
    if (statement.type !== 'ImportDeclaration' || (statement['source'] as Node)['value'] !== 'vitest') continue;
    for (const { imported, local } of statement['specifiers'] as { readonly imported?: Node; readonly local: Node }[]) {
      const kind = Object.hasOwn(KINDS, String(imported?.['name'])) ? KINDS[String(imported?.['name'])] : undefined;
      if (kind !== undefined) kinds.set(String(local['name']), kind);
    }
  }
  for (const [name, made] of constants) {
    const kind = made.type === 'CallExpression' ? kinds.get(chainOf(made)?.root ?? '') : undefined;
    if (kind !== undefined) kinds.set(name, kind);
  }
  return kinds;
}

/** The first text of each row of a table that is written down in the file. */
function rowsOf(table: Node | undefined, constants: ReadonlyMap<string, Node>): readonly string[] {
  const written = table?.type === 'Identifier' ? constants.get(String(table['name'])) : table;
  const plain = written && unwrapped(written);
  if (plain?.type !== 'ArrayExpression') return [];
  return (plain['elements'] as Node[]).flatMap((row) => {
    const inner = unwrapped(row);
    const first = inner.type === 'ArrayExpression' ? (inner['elements'] as Node[])[0] : inner;
    const text = first && textOf(unwrapped(first));
    return text === undefined ? [] : [text];
  });
}

/** What is given a name in the file, in whatever block. */
function constantsOf(program: Node): ReadonlyMap<string, Node> {
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
