import { camel, type ElementSchema, type ValueSchema } from '../../../policies/define.ts';
import type { ElementNode, PolicyNode, ValueNode } from '../../2-check/model.ts';
import { known } from '../../2-check/structure/check-references.ts';
import { code, type Piece } from '../pieces.ts';
import { emitValue } from './emit-value.ts';
import { quote } from './quote.ts';
import type { Writer } from './writer.ts';

/** The argument object of a policy: every value that its schema knows, by its JavaScript name. */
export function emitArgs(node: ElementNode, schema: ElementSchema, policy: PolicyNode, writer: Writer): readonly Piece[] {
  const fields: (readonly Piece[])[] = [];
  for (const [name, attribute] of Object.entries(schema.attributes ?? {})) {
    if (attribute.ofSite) continue;
    const value = node.attributes.get(name);
    fields.push([
      code(`${camel(name)}: `),
      ...(value === undefined ? [code(fallback(attribute))] : emitValue(value, policy, name, writer)),
    ]);
  }
  if (schema.text !== undefined)
    fields.push([code('text: '), ...(node.text === undefined ? [code(fallback(schema.text))] : emitText(node, node.text, policy, writer))]);
  for (const [name, child] of Object.entries(schema.children ?? {})) {
    const nodes = node.children.get(name) ?? [];
    const items = nodes.map((item) => emitChild(item, child.element, policy, name, writer));
    const [first] = items;
    const written = child.many ? [code('['), ...join(items), code(']')] : (first ?? [code('undefined')]);
    fields.push([code(`${camel(name)}: `), ...written]);
  }
  return fields.length === 0 ? [code('{}')] : [code('{ '), ...join(fields), code(' }')];
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
function emitChild(node: ElementNode, schema: ElementSchema, policy: PolicyNode, name: string, writer: Writer): readonly Piece[] {
  if (schema.attributes !== undefined || schema.children !== undefined || schema.text === undefined)
    return emitArgs(node, schema, policy, writer);
  return node.text === undefined ? [code(fallback(schema.text))] : emitValue(node.text, policy, name, writer);
}

function fallback(schema: ValueSchema): string {
  if (schema.fallback !== undefined) return typeof schema.fallback === 'string' ? quote(schema.fallback) : String(schema.fallback);
  return schema.required === true ? "''" : 'undefined';
}

function join(items: readonly (readonly Piece[])[]): Piece[] {
  return items.flatMap((item, index) => (index === 0 ? [...item] : [code(', '), ...item]));
}
