import {
  type GraphQLEnumType,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  Kind,
  type ValueNode,
} from 'graphql';
import type { Names } from './overlay.ts';

type Values = Pick<Names, 'inputs' | 'values'>;

/** A value that a client sent, JSON, as the API takes it: fields of inputs and values of enums by the API's names. */
export function remoteValue(value: unknown, type: GraphQLInputType, names: Values): unknown {
  if (value === null || value === undefined || isUnchanged(names)) return value;
  if (isNonNullType(type)) return remoteValue(value, type.ofType, names);
  if (isListType(type))
    return Array.isArray(value) ? value.map((item) => remoteValue(item, type.ofType, names)) : remoteValue(value, type.ofType, names);
  if (isEnumType(type)) return typeof value === 'string' ? (names.values.get(`${type.name}.${value}`) ?? value) : value;
  if (!isInputObjectType(type) || typeof value !== 'object') return value;
  const fields = type.getFields();
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => {
      const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
      return field === undefined ? [name, item] : [names.inputs.get(`${type.name}.${name}`) ?? name, remoteValue(item, field.type, names)];
    }),
  );
}

/** The same of a value that stands in an operation. */
export function remoteLiteral<Node extends ValueNode>(node: Node, type: GraphQLInputType, names: Values): Node;
export function remoteLiteral(node: ValueNode, type: GraphQLInputType, names: Values): ValueNode {
  if (isUnchanged(names)) return node;
  if (isNonNullType(type)) return remoteLiteral(node, type.ofType, names);
  if (isListType(type))
    return node.kind === Kind.LIST
      ? { ...node, values: node.values.map((item) => remoteLiteral(item, type.ofType, names)) }
      : remoteLiteral(node, type.ofType, names);
  if (isEnumType(type) && node.kind === Kind.ENUM) return { ...node, value: names.values.get(`${type.name}.${node.value}`) ?? node.value };
  if (!isInputObjectType(type) || node.kind !== Kind.OBJECT) return node;
  const own = type.getFields();
  const fields = node.fields.map((field) => {
    const known = Object.hasOwn(own, field.name.value) ? own[field.name.value] : undefined;
    if (known === undefined) return field;
    const name = { ...field.name, value: names.inputs.get(`${type.name}.${field.name.value}`) ?? field.name.value };
    return { ...field, name, value: remoteLiteral(field.value, known.type, names) };
  });
  return { ...node, fields };
}

const isUnchanged = ({ inputs, values }: Values): boolean => inputs.size === 0 && values.size === 0;

/** The values of an enum by the API's names; undefined when it has the same. */
export function localValues(type: GraphQLEnumType, { values }: Pick<Names, 'values'>): ReadonlyMap<string, string> | undefined {
  if (values.size === 0) return undefined;
  const renamed = type.getValues().flatMap(({ name }) => {
    const remote = values.get(`${type.name}.${name}`);
    return remote === undefined ? [] : [[remote, name] as const];
  });
  return renamed.length === 0 ? undefined : new Map(renamed);
}

/** An enum's value, or lists of them, in the graph's names. */
export function localValue(value: unknown, values: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item) => localValue(item, values));
  return typeof value === 'string' ? (values.get(value) ?? value) : value;
}
