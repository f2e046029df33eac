import type { Bound, BoundCall } from '../../2-check/types/bound.ts';
import type { Method, RowRef } from '../../2-check/types/member.ts';
import { mentions, type NamedType, specialOf, type Type } from '../../2-check/types/type.ts';
import { type Code, code, type Js, level, list, primary, text, typeOnly } from './code.ts';
import { bytesAs, isBytes } from './conversion.ts';
import { emit } from './expression.ts';
import { liftOver } from './lifted.ts';
import { emitReceiver } from './null-check.ts';
import { preparedArgument } from './prepared-argument.ts';
import { emitReference } from './reference.ts';
import { runtimeTypeOf } from './runtime-types.ts';
import type { EmitScope } from './scope.ts';
import { Unsupported } from './unsupported.ts';

type Node<K extends Bound['kind']> = Extract<Bound, { readonly kind: K }>;

/** What every function of a row takes before its own arguments: the host, and run-time types. */
export function leadingArguments(scope: EmitScope, row: RowRef, owner: NamedType, typeArgs: readonly Type[]): Code[] {
  const leading: Code[] = [];
  if (row.host) leading.push(text(scope.host()));
  if (row.typeArgs) leading.push(...[...owner.args, ...typeArgs].map((type) => runtimeTypeOf(scope, type)));
  return leading;
}

/** A row's function applied to arguments. */
export function callRow(scope: EmitScope, row: RowRef, owner: NamedType, typeArgs: readonly Type[], args: readonly (Js | Code)[]): Js {
  if (row.surface === '') throw new Unsupported('a call of nothing');
  const target = scope.output.import(row.module, row.surface, row.local);
  return primary(code`${target}.${row.key}(${list([...leadingArguments(scope, row, owner, typeArgs), ...args])})`);
}

export const emitArgument = (scope: EmitScope, node: Bound): Js =>
  node.kind === 'reference' ? emitReference(scope, node) : told(scope, node, emit(scope, node));

/**
 * An argument of whose type arguments TypeScript loses sight: an object made of nothing generic, such as `new List<int>()`, and a choice
 * between results of generic calls. A variable says what it holds; an argument has to be told.
 */
export function told(scope: EmitScope, node: Bound, js: Js): Js {
  if (node.type.kind !== 'named' || node.type.args.length === 0) return js;
  return isUntoldArgument(node) ? asserted(scope, js, node.type) : js;
}

function isUntoldArgument(node: Bound): boolean {
  if (node.kind === 'conditional') return [node.whenTrue, node.whenFalse].some(({ kind }) => kind === 'call' || kind === 'construct');
  return node.kind === 'construct' && !node.method.params.some(({ type }) => mentions(type, () => true));
}

export function emitCall(scope: EmitScope, node: BoundCall): Js {
  const { method, owner, typeArgs, receiver } = node;
  const args = node.args.map((arg, i) => {
    const place = method.extension && receiver !== undefined ? i + 1 : i;
    const js = preparedArgument(scope, method, place, arg) ?? emitArgument(scope, arg);
    const declared = method.params[place]?.type;
    return isBytes(arg.type) && declared !== undefined && isArrayOfParameter(declared) ? bytesAs(js, 'number[]') : js;
  });
  const all = receiver === undefined ? args : [emitFirst(scope, node, receiver), ...args];
  const called = callRow(scope, method.row, owner, typeArgs, all);
  if (isUntold(method)) return asserted(scope, called, node.type);
  return isArrayOfParameter(method.returns) && isBytes(node.type) ? bytesAs(called, 'Uint8Array') : called;
}

const isArrayOfParameter = (type: Type): boolean => type.kind === 'array' && type.element.kind === 'parameter';

/** True for a result whose type TypeScript cannot tell from the arguments: `Body.As<T>()`, `Cast<T>()`. */
const isUntold = ({ typeParams, params, returns }: Method): boolean =>
  typeParams.some(
    ({ key }) =>
      mentions(returns, (found) => found.key === key) &&
      params.every(({ type }) => type.kind === 'parameter' || !mentions(type, (found) => found.key === key)),
  );

/** Code with its type asserted. */
export function asserted(scope: EmitScope, js: Js, type: Type): Js {
  const text = scope.type(type);
  if (text === 'unknown' || text === 'void') return js;
  if (isBytes(type)) return bytesAs(js, text);
  const value = js.level >= level.relational ? js.code : [typeOnly('('), js.code, typeOnly(')')];
  return { code: [typeOnly('('), value, typeOnly(` as ${text})`)], level: js.level };
}

/**
 * The receiver. An extension method of .NET is handed null as any argument is, and says itself what it thinks of it; those of the
 * gateway use their maps as they come, but take a null text.
 */
function emitFirst(scope: EmitScope, { method }: BoundCall, receiver: Bound): Js {
  const checks = method.extension && (!method.row.module.startsWith('context/') || specialOf(receiver.type) === 'string');
  return told(scope, receiver, checks ? emit(scope, receiver) : emitReceiver(scope, receiver));
}

/** A delegate called. */
export function emitInvoke(scope: EmitScope, node: Node<'invoke'>): Js {
  const args = node.args.map((arg) => emitArgument(scope, arg));
  const target = emitReceiver(scope, node.target);
  return primary(code`${target.level >= level.call ? target.code : code`(${target.code})`}(${list(args)})`);
}

export function emitLocalCall(scope: EmitScope, node: Node<'local-call'>): Js {
  const types = node.typeArgs.map((type) => runtimeTypeOf(scope, type));
  const args = node.args.map((arg) => emitArgument(scope, arg));
  return primary(code`${scope.nameFunction(node.target)}(${list([...types, ...args])})`);
}

/** A user-defined operator over operands that may be null. */
export function emitLiftedCall(scope: EmitScope, node: Node<'lifted-call'>): Js {
  const { method, owner } = node;
  return liftOver(scope, node.args, method.name, (operands) => callRow(scope, method.row, owner, [], operands));
}
