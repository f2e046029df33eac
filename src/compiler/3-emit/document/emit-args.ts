import { camel, type ElementSchema, type ValueSchema } from '../../../policies/define.ts';
import type { ElementNode, PolicyNode, ValueNode } from '../../2-check/model.ts';
import { known } from '../../2-check/structure/check-references.ts';
import { code, type Piece } from '../pieces.ts';
import { emitValue } from './emit-value.ts';
import { quote } from './quote.ts';
import type { Writer } from './writer.ts';

/** Objects and lists that are longer stand on several lines. */
const lineLength = 100;

/** The argument object of a policy: every value that is given or has a default, by its JavaScript name. `depth` says how deep it stands. */
export function emitArgs(node: ElementNode, schema: ElementSchema, policy: PolicyNode, writer: Writer, depth = 0): readonly Piece[] {
  const fields: (readonly Piece[])[] = [];
  const add = (name: string, value: readonly Piece[] | undefined): void => {
    if (value !== undefined) fields.push([code(`${camel(name)}: `), ...value]);
  };
  for (const [name, attribute] of Object.entries(schema.attributes ?? {})) {
    if (attribute.ofSite) continue;
    const value = node.attributes.get(name);
    add(name, value === undefined ? fallback(attribute) : emitValue(value, policy, name, writer));
  }
  if (schema.text !== undefined) add('text', node.text === undefined ? fallback(schema.text) : emitText(node, node.text, policy, writer));
  for (const [name, child] of Object.entries(schema.children ?? {})) {
    const nodes = node.children.get(name) ?? [];
    const inner = depth + (child.many ? 2 : 1);
    const items = nodes.map((item) => emitChild(item, child.element, policy, name, writer, inner));
    add(name, child.many ? enclosed('[', items, ']', writer, depth + 1) : items[0]);
  }
  return enclosed('{ ', fields, ' }', writer, depth);
}

/** Items between brackets: on one line if they fit, else one on each. */
function enclosed(open: string, items: readonly (readonly Piece[])[], close: string, writer: Writer, depth: number): readonly Piece[] {
  const [first, last] = [open.trim(), close.trim()];
  if (items.length === 0) return [code(first + last)];
  const length = items.flat().reduce((sum, { text }) => sum + text.length, 2 * items.length);
  const margin = writer.margin + '  '.repeat(depth);
  if (length <= lineLength - margin.length) return [code(open), ...join(items), code(close)];
  return [code(first), ...items.flatMap((item) => [code(`\n${margin}  `), ...item, code(',')]), code(`\n${margin}${last}`)];
}

/** The text of an element: prepared once, above the sections, where its schema says so. */
function emitText(node: ElementNode, text: ValueNode, policy: PolicyNode, writer: Writer): readonly Piece[] {
  const pieces = emitValue(text, policy, 'text', writer);
  const { prepared } = text.schema;
  if (prepared === undefined || text.kind !== 'literal') return pieces;
  if (known(node.attributes.get(prepared.when.attribute)) !== prepared.when.is) return pieces;
  const name = writer.constantName(prepared.when.is);
  const made = writer.use({ module: `policies/${prepared.module}`, name: prepared.name });
  writer.constant({ name, pieces: [code(`const ${name} = ${made}(`), ...pieces, code(');')] });
  return [code(name)];
}

/** A child that only holds text is that text; any other is an object. */
function emitChild(
  node: ElementNode,
  schema: ElementSchema,
  policy: PolicyNode,
  name: string,
  writer: Writer,
  depth: number,
): readonly Piece[] {
  if (schema.attributes !== undefined || schema.children !== undefined || schema.text === undefined)
    return emitArgs(node, schema, policy, writer, depth);
  return node.text === undefined ? (fallback(schema.text) ?? [code('undefined')]) : emitValue(node.text, policy, name, writer);
}

/** What stands for a value that is not given; undefined where it is left out. */
function fallback(schema: ValueSchema): readonly Piece[] | undefined {
  if (schema.fallback !== undefined) return [code(typeof schema.fallback === 'string' ? quote(schema.fallback) : String(schema.fallback))];
  return schema.required === true ? [code("''")] : undefined;
}

function join(items: readonly (readonly Piece[])[]): Piece[] {
  return items.flatMap((item, index) => (index === 0 ? [...item] : [code(', '), ...item]));
}
