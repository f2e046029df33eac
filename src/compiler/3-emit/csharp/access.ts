import type { Bound } from '../../2-check/types/bound.ts';
import { mentions } from '../../2-check/types/type.ts';
import { asserted as assertedAs, callRow, emitArgument, told } from './call.ts';
import { at, type Code, code, type Js, level, list, primary, typeOnly } from './code.ts';
import { emit } from './expression.ts';
import { notNullTest } from './lifted.ts';
import { emitReceiver } from './null-check.ts';
import type { EmitScope } from './scope.ts';
import { Unsupported } from './unsupported.ts';

type Node<K extends Bound['kind']> = Extract<Bound, { readonly kind: K }>;

export function emitProperty(scope: EmitScope, node: Node<'property'>): Js {
  const { member, receiver, owner } = node;
  const { getter } = member;
  if (getter === undefined) throw new Unsupported(`reading ${member.name}`);
  if (getter.form === 'function') {
    const read = callRow(scope, getter, owner, [], receiver === undefined ? [] : [told(scope, receiver, emitReceiver(scope, receiver))]);
    return isUntoldItem(node) ? assertedAs(scope, read, node.type) : read;
  }
  if (receiver === undefined) return primary(code`${scope.output.import(getter.module, getter.surface, getter.local)}.${getter.key}`);
  return primary(code`${at(emitReceiver(scope, receiver), level.call)}.${getter.key}`);
}

/** An item of a `Tuple<…>`, whose JavaScript type does not say what it holds. */
const isUntoldItem = ({ member, owner }: Node<'property'>): boolean =>
  owner.definition.surface?.type?.arity === 0 &&
  mentions(member.type, ({ key }) => owner.definition.typeParams.some((own) => own.key === key));

/** A field, which only static types of the library have: a value that its surface exports. */
export function emitField(scope: EmitScope, node: Node<'field'>): Js {
  const { member, receiver, owner } = node;
  const { row } = member;
  if (receiver !== undefined) return primary(code`${at(emitReceiver(scope, receiver), level.call)}.${row.key}`);
  if (row.form === 'function') return callRow(scope, row, owner, [], []);
  return primary(code`${scope.output.import(row.module, row.surface, row.local)}.${row.key}`);
}

export function emitIndexer(scope: EmitScope, node: Node<'indexer'>): Js {
  const { getter } = node.member;
  if (getter === undefined) throw new Unsupported('reading this indexer');
  return callRow(scope, getter, node.owner, [], [emitReceiver(scope, node.receiver), ...node.args.map((arg) => emitArgument(scope, arg))]);
}

export function emitElement(scope: EmitScope, node: Node<'element'>): Js {
  const indices = node.indices.map((index) => emit(scope, index));
  if (indices.length > 1) return primary(code`${at(emitReceiver(scope, node.array), level.call)}.at(${list(indices)})`);
  return primary(code`${scope.output.import('dotnet/support/arrays', 'element')}(${list([emit(scope, node.array), ...indices])})`);
}

export const emitLength = (scope: EmitScope, node: Node<'array-length'>): Js =>
  primary(code`${at(emitReceiver(scope, node.array), level.call)}.length`);

/** Values in a tuple or anonymous object have no types of their own in TypeScript. */
const asserted = (scope: EmitScope, value: Code, node: Bound): Js => {
  const type = scope.type(node.type);
  if (type === 'unknown') return primary(value);
  return { code: [typeOnly('('), value, typeOnly(` as ${type})`)], level: level.call };
};

export const emitTupleItem = (scope: EmitScope, node: Node<'tuple-item'>): Js =>
  asserted(scope, code`${at(emit(scope, node.tuple), level.call)}.items[${String(node.index)}]`, node);

export const emitAnonymousMember = (scope: EmitScope, node: Node<'anonymous-member'>): Js =>
  asserted(scope, code`${at(emitReceiver(scope, node.target), level.call)}.values[${String(node.index)}]`, node);

export function emitNullableMember(scope: EmitScope, node: Node<'nullable-member'>): Js {
  const target = emit(scope, node.target);
  if (node.member === 'HasValue') return notNullTest(target);
  return primary(code`${scope.output.import('dotnet/support/nullable', 'nullableValue')}(${target})`);
}
