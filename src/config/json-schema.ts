import * as z from 'zod';
import type { NameRule } from './scalars/name.ts';
import { documentSchema } from './schema/document.ts';

/** One place of the configuration as JSON Schema (2020-12) tells it, with what the schema files add for readers. */
export interface SchemaNode {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly propertyNames?: SchemaNode;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  /** Examples of a value as it is written. */
  readonly samples?: readonly unknown[];
  /** What the value is called in the reference. */
  readonly words?: string;
  readonly names?: NameRule;
  readonly asWritten?: boolean;
}

/** The configuration as its author writes it, for the reference page. */
export const describeSchema = (): SchemaNode => z.toJSONSchema(documentSchema, { io: 'input' }) as SchemaNode;

const ours = new Set(['samples', 'words', 'names', 'asWritten', 'admitsSecret', 'isSecret', '$schema']);

/** The JSON Schema that editors use. Where a number or a fixed word is wanted, a reference to the environment is allowed too. */
export function jsonSchema(): Readonly<Record<string, unknown>> {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'fedpass.yaml',
    description: 'The configuration of a Fedpass gateway.',
    ...published(describeSchema(), 'value'),
  };
}

function published(node: SchemaNode, use: 'value' | 'name'): Record<string, unknown> {
  const plain: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(node)) if (!ours.has(key)) plain[key] = value;
  if (node.properties !== undefined) {
    plain['properties'] = Object.fromEntries(Object.entries(node.properties).map(([key, child]) => [key, published(child, 'value')]));
  }
  if (node.propertyNames !== undefined) plain['propertyNames'] = published(node.propertyNames, 'name');
  if (typeof node.additionalProperties === 'object') plain['additionalProperties'] = published(node.additionalProperties, 'value');
  if (node.items !== undefined) plain['items'] = published(node.items, 'value');
  if (node.anyOf !== undefined) plain['anyOf'] = node.anyOf.map((option) => published(option, 'value'));
  if (node.samples !== undefined) plain['examples'] = node.samples;
  if (node.asWritten === true) plain['type'] = ['string', 'number', 'boolean'];
  return use === 'value' && constrained(node) ? orReference(plain) : plain;
}

/** True for scalars that not every text is: there, an editor would refuse a reference. */
const constrained = (node: SchemaNode): boolean =>
  node.asWritten !== true &&
  (node.type === 'string'
    ? (node.pattern ?? node.enum) !== undefined
    : node.type === 'integer' || node.type === 'number' || node.type === 'boolean');

function orReference(node: Record<string, unknown>): Record<string, unknown> {
  const { description, default: fallback, examples, ...rest } = node;
  return {
    ...(description === undefined ? {} : { description }),
    ...(fallback === undefined ? {} : { default: fallback }),
    ...(examples === undefined ? {} : { examples }),
    anyOf: [rest, { type: 'string', pattern: '\\$\\{env\\.[A-Za-z_][A-Za-z0-9_]*\\}' }],
  };
}
