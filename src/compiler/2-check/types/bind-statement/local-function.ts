import type { Statement } from '../../../1-parse/csharp/ast.ts';
import { bindExpression, isBroken } from '../bind-expression/expression.ts';
import { type Binding, newLocal } from '../binding.ts';
import type { BoundBody, Local, LocalFunction } from '../bound.ts';
import type { BoundStatement } from '../bound-statement.ts';
import { convert } from '../convert.ts';
import { endReachable } from '../flow.ts';
import { nameTaken } from '../lambda-messages.ts';
import { newFrame } from '../lambda-reading.ts';
import type { DefaultValue, Parameter } from '../member.ts';
import { Scope } from '../scope.ts';
import { isOpen, type Type, type TypeParameter } from '../type.ts';
import { resolveType, resolveValueType } from '../type-syntax.ts';
import { typeText } from '../type-text.ts';
import { bindBlock } from './block.ts';
import { declareLocal } from './declare.ts';
import { constantValue, declaredTwice, noMissingReturn, paramsArray } from './statement-messages.ts';
import { containsYield, yieldedType } from './yield.ts';

type Node = Extract<Statement, { readonly kind: 'local-function' }>;

/** Makes a local function's name and signature known to the whole block (C# standard §13.6.4). */
export function declareFunction(binding: Binding, node: Node): void {
  const scope = new Scope(binding.scope, true);
  const inside = { ...binding, scope };
  const typeParams = declareTypeParameters(inside, node);
  const params = node.params.map((param): Parameter => {
    const type = param.type === undefined ? { kind: 'error' as const } : resolveValueType(inside, param.type);
    const base = { name: param.name.text, type, mode: param.mode };
    if (param.mode === 'params' && param.type !== undefined && !isList(type))
      binding.sink.report(paramsArray, param.type.span, { type: typeText(type) }, { cs: 'CS0225' });
    return param.defaultValue === undefined ? base : { ...base, defaultValue: defaultOf(inside, param.defaultValue, base) };
  });
  const locals = node.params.map((param, i): Local => {
    const kind =
      param.mode === 'ref' ? 'ref-parameter' : param.mode === 'in' ? 'in-parameter' : param.mode === 'out' ? 'out-parameter' : 'parameter';
    return newLocal(param.name.text, params[i]?.type ?? { kind: 'error' }, param.name.span, kind);
  });
  const returns = resolveType(inside, node.returnType);
  const target: LocalFunction = { name: node.name.text, span: node.name.span, typeParams, params, locals, returns };
  const clash = binding.scope.declare(node.name.text, { kind: 'function', target });
  const name = node.name.text;
  if (clash === 'same-scope') binding.sink.report(declaredTwice, node.name.span, { name }, { cs: 'CS0128' });
  else if (clash === 'other-scope') binding.sink.report(nameTaken, node.name.span, { name }, { cs: 'CS0136' });
}

const isList = (type: Type): boolean => isOpen(type) || (type.kind === 'array' && type.rank === 1);

/** The bounds are resolved once all parameters have their names, since they may mention them. */
function declareTypeParameters(binding: Binding, node: Node): TypeParameter[] {
  const open = node.typeParams.map((name) => {
    const constraint = node.constraints.find((each) => each.name.text === name.text);
    const bounds: Type[] = [];
    const parameter: TypeParameter = { kind: 'parameter', name: name.text, key: {}, constraint: constraint?.form, bounds };
    binding.scope.declare(parameter.name, { kind: 'type-parameter', parameter });
    return { parameter, bounds, constraint };
  });
  for (const { bounds, constraint } of open) bounds.push(...(constraint?.bounds ?? []).map((bound) => resolveType(binding, bound)));
  return open.map(({ parameter }) => parameter);
}

function defaultOf(binding: Binding, node: NonNullable<Node['params'][number]['defaultValue']>, param: Parameter): DefaultValue {
  const value = convert(binding, bindExpression(binding, node), param.type);
  if (value.constant !== undefined) return { kind: 'value', value: value.constant.value as string };
  if (!isBroken(value) && value.kind !== 'zero') binding.sink.report(constantValue, value.span, { name: param.name }, { cs: 'CS1736' });
  return { kind: 'zero' };
}

/** Binds the body, where the function stands. */
export function bindFunction(binding: Binding, node: Node): BoundStatement {
  const declared = binding.scope.find(node.name.text);
  if (node.ref !== undefined || node.refBody === true || node.async === true) binding.sink.fail();
  if (declared?.kind !== 'function') return { kind: 'error', span: node.span };
  const { target } = declared;
  const yields = node.body.kind === 'block' && containsYield(node.body) ? yieldedType(binding, target.returns) : undefined;
  const frame = { ...newFrame('local-function', target.returns), yields };
  const scope = new Scope(binding.scope, true);
  const inside: Binding = { ...binding, scope, frame, conditional: undefined };
  for (const parameter of target.typeParams) scope.declare(parameter.name, { kind: 'type-parameter', parameter });
  for (const local of target.locals) declareLocal(inside, local);
  return { kind: 'function', span: node.span, target, body: bindBody(inside, node, target) };
}

function bindBody(binding: Binding, node: Node, target: LocalFunction): BoundBody {
  if (node.body.kind !== 'block') {
    const value = bindExpression(binding, node.body);
    return { kind: 'value', value: target.returns.kind === 'void' ? value : convert(binding, value, target.returns) };
  }
  const block = bindBlock(binding, node.body);
  if (binding.frame.yields !== undefined) return { kind: 'block', block, iterator: true };
  if (target.returns.kind !== 'void' && !isOpen(target.returns) && endReachable(block))
    binding.sink.report(noMissingReturn, target.span, { what: `\`${target.name}\`` }, { cs: 'CS0161' });
  return { kind: 'block', block, iterator: false };
}
