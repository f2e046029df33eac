import type { Bound } from '../../2-check/types/bound.ts';
import { isReferenceType, type NamedType, specialOf, type Type } from '../../2-check/types/type.ts';
import { asserted, callRow, emitArgument } from './call.ts';
import { at, type Code, code, type Js, level, list, primary, text, typeOnly } from './code.ts';
import { emit, emitEffect } from './expression.ts';
import { after } from './lifted.ts';
import { preparedArgument } from './prepared-argument.ts';
import { runtimeTypeOf, shapeOf } from './runtime-types.ts';
import type { EmitScope } from './scope.ts';

type Node<K extends Bound['kind']> = Extract<Bound, { readonly kind: K }>;

export function emitConstruct(scope: EmitScope, node: Node<'construct'>): Js {
  return callRow(
    scope,
    node.method.row,
    node.type as NamedType,
    [],
    node.args.map((arg, i) => preparedArgument(scope, node.method, i, arg) ?? emitArgument(scope, arg)),
  );
}

/** `default(T)` of a struct or a type parameter. */
export function emitZero(scope: EmitScope, type: Type): Js {
  if (isReferenceType(type) || type.kind === 'nullable') return { code: text('null'), level: level.primary };
  if (specialOf(type) === 'decimal') return primary(code`${scope.output.import('dotnet/values/decimal', 'Decimal')}.zero`);
  if (type.kind === 'named') {
    const make = type.definition.members.constructors.find((method) => method.params.length === 0);
    if (make !== undefined) return callRow(scope, make.row, type, [], []);
  }
  return asserted(scope, primary(code`${at({ code: runtimeTypeOf(scope, type), level: level.primary }, level.call)}.zero`), type);
}

export function emitTuple(scope: EmitScope, node: Node<'tuple'>): Js {
  const items = node.elements.map((element) => emit(scope, element));
  return primary(code`new ${scope.output.import('dotnet/values/tuple', 'Tuple')}(${runtimeTypeOf(scope, node.type)}, [${list(items)}])`);
}

export function emitAnonymous(scope: EmitScope, node: Node<'anonymous'>): Js {
  const values = node.values.map((value) => emit(scope, value));
  return primary(code`new ${scope.output.import('dotnet/values/anonymous', 'Anonymous')}(${shapeOf(scope, node.type)}, [${list(values)}])`);
}

export function emitArray(scope: EmitScope, node: Node<'array'>): Js {
  const { type, sizes, elements } = node;
  const { output } = scope;
  const isBytes = specialOf(type.element) === 'byte';
  const element = runtimeTypeOf(scope, type.element);
  const of = typeOnly(`<${scope.type(type.element)}>`);
  if (type.rank > 1) {
    const items = elements === undefined ? [] : [code`[${list(elements.map((each) => emit(scope, each)))}]`];
    const lengths = code`[${list(sizes.map((size) => emit(scope, size)))}]`;
    return primary(code`${output.import('dotnet/support/grid', 'grid')}${of}(${list([text(scope.host()), element, lengths, ...items])})`);
  }
  if (elements === undefined) {
    const [size] = sizes;
    const length = size === undefined ? text('0') : at(emit(scope, size), level.assign);
    if (isBytes) return primary(code`${output.import('dotnet/support/arrays', 'newBytes')}(${scope.host()}, ${length})`);
    return primary(code`${output.import('dotnet/support/arrays', 'newArray')}${of}(${scope.host()}, ${element}, ${length})`);
  }
  const items = list(elements.map((each) => emit(scope, each)));
  if (isBytes) return primary(code`Uint8Array.of(${items})`);
  return primary(code`${output.import('dotnet/values', 'array')}${of}(${element}, [${items}])`);
}

/** `new T { … }`, or an object that is held while something is made from it. */
export function emitInitialized(scope: EmitScope, node: Node<'initialized'>): Js {
  const { object, value, steps, result } = node;
  if (result?.kind === 'lambda') {
    // The delegate keeps its own object, also when this runs in a loop.
    const name = scope.fresh('target');
    scope.alias(value, { code: text(name), level: level.primary });
    const inner = emit(scope, result);
    return primary(code`((${name}${annotated(scope, value.type)}) => ${at(inner, level.assign)})(${emit(scope, object)})`);
  }
  const name = scope.temporary(value.type);
  const held: Js = { code: text(name), level: level.primary };
  const first: Js = { code: code`${name} = ${emit(scope, object)}`, level: level.assign };
  scope.alias(value, held);
  scope.proven.add(value);
  return after([first, ...steps.map((step) => emitEffect(scope, step))], result === undefined ? held : emit(scope, result));
}

export const annotated = (scope: EmitScope, type: Type): Code => [{ text: `: ${scope.type(type)}`, typeOnly: true }];
