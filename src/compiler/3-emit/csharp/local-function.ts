import type { BoundStatement } from '../../2-check/types/bound-statement.ts';
import { braces, type Code, code, list, text, typeOnly } from './code.ts';
import { emit, emitEffect } from './expression.ts';
import { declarations, hoistedLocals, parameter, step } from './lambda.ts';
import { runtimeTypeOf } from './runtime-types.ts';
import type { EmitScope } from './scope.ts';
import { blockLines } from './statement.ts';

type Node = Extract<BoundStatement, { readonly kind: 'function' }>;

/** A local function: a function of its own inside the emitted one. Type parameters arrive as run-time types. */
export function emitLocalFunction(scope: EmitScope, { target, body }: Node): Code {
  const name = scope.nameFunction(target);
  const inner = scope.inside();
  const types = target.typeParams.map((each) => [
    ...text(inner.nameTypeParameter(each)),
    ...typeOnly(`: ${scope.output.importType('dotnet/runtime-type', 'RuntimeType')}`),
  ]);
  const params = target.locals.map((local) => parameter(inner, local));
  const head = code`function ${name}(${list([...types, ...params])})${typeOnly(`: ${scope.type(target.returns)}`)} `;
  const first: Code = [...step(inner), { text: ';' }];
  if (body.kind === 'value') {
    const declared = hoistedLocals(inner, body.value);
    const isVoid = target.returns.kind === 'void';
    const value = isVoid ? emitEffect(inner, body.value) : emit(inner, body.value);
    const result = isVoid ? code`${value.code};` : code`return ${value.code};`;
    return code`${head}${braces([...declarations(inner), ...declared, first, result])}`;
  }
  const lines = blockLines(inner, body.block);
  if (!body.iterator) return code`${head}${braces([...declarations(inner), first, ...lines])}`;
  const element = target.returns.kind === 'named' ? target.returns.args[0] : undefined;
  const type = runtimeTypeOf(inner, element ?? inner.library.special('object'));
  const sequence = inner.output.import('dotnet/support/sequence', 'sequence');
  const generator = code`function* () ${braces([...declarations(inner), first, ...lines])}`;
  return code`${head}${braces([code`return ${sequence}(${type}, ${generator});`])}`;
}
