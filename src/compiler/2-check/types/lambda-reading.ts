import type { Span } from '../../../diagnostics/span.ts';
import type { Parameter as ParameterSyntax } from '../../1-parse/csharp/ast.ts';
import { bindExpression } from './bind-expression/expression.ts';
import { bindBlock } from './bind-statement/block.ts';
import { type Binding, type Frame, newLocal, speculative } from './binding.ts';
import type { Bound, BoundBody, BoundLambda, LambdaReading, Local, UnboundLambda } from './bound.ts';
import { convert } from './convert.ts';
import { type Invoke, invokeOf } from './definition.ts';
import { implicitFrom } from './expression-conversion.ts';
import { endReachable } from './flow.ts';
import { bestCommonType } from './inference.ts';
import { duplicateParameter, missingReturn, nameTaken, tooEntangled } from './lambda-messages.ts';
import { Scope } from './scope.ts';
import { isOpen, type NamedType, sameType, type Type, voidType } from './type.ts';
import { ofBoundedType } from './type-size.ts';
import { resolveType } from './type-syntax.ts';
import { typeKey, typeText } from './type-text.ts';

export const newFrame = (kind: Frame['kind'], returns: Frame['returns']): Frame => ({
  kind,
  returns,
  returned: [],
  loops: 'none',
  inCatch: false,
  inFinally: false,
});

/** The types written on a lambda's parameters; undefined when they are left to inference. */
export function explicitParameterTypes(lambda: UnboundLambda): readonly Type[] | undefined {
  const { params } = lambda.syntax;
  if (params.length === 0) return [];
  const types: Type[] = [];
  for (const param of params) {
    if (param.type === undefined) return undefined;
    types.push(resolveType(speculative(lambda.binding), param.type));
  }
  return types;
}

/** Whether a lambda can be called with so many arguments; `delegate { … }` takes any. */
export const takes = ({ syntax }: UnboundLambda, count: number): boolean => syntax.anyParams === true || syntax.params.length === count;

/** `delegate { … }` assigns no `out` parameter, so its delegate must have none (C# standard §12.19.3). */
const canOmit = ({ syntax }: UnboundLambda, invoke: Invoke): boolean =>
  syntax.anyParams !== true || invoke.params.every((param) => param.mode !== 'out');

/** Reads a lambda's body with the given parameter types, without reporting; each list of types is read once. */
export function readLambda(lambda: UnboundLambda, types: readonly Type[]): LambdaReading {
  const key = types.map(typeKey).join(';');
  const known = lambda.readings.get(key);
  if (known !== undefined) return known;
  const reading = readAnew(lambda, types);
  lambda.readings.set(key, reading);
  return reading;
}

function readAnew(lambda: UnboundLambda, types: readonly Type[]): LambdaReading {
  const outer = speculative(lambda.binding);
  const { sink } = outer;
  if (!lambda.binding.effort.spend()) {
    sink.report(tooEntangled, lambda.span, {}, {});
    return { failed: true, sink, returns: [], isExpression: true, returnsNothing: false, endReachable: false };
  }
  const frame = newFrame('lambda', 'infer');
  const binding: Binding = { ...outer, scope: new Scope(outer.scope, true), frame, conditional: undefined };
  const locals = declareParameters(binding, lambda.syntax.params, types);
  const { body, bindBody } = lambda.syntax;
  if (bindBody !== undefined || body.kind !== 'block') {
    const value =
      bindBody === undefined ? bindExpression(binding, body as Exclude<typeof body, { kind: 'block' }>) : bindBody(binding, locals);
    return { failed: sink.failed, sink, returns: [value], isExpression: true, returnsNothing: false, endReachable: false };
  }
  const block = bindBlock(binding, body);
  const returned = frame.returned.map((each) => each.value);
  const values = returned.filter((value) => value !== undefined);
  const reachable = endReachable(block);
  const returnsNothing = values.length < returned.length;
  return { failed: sink.failed, sink, returns: values, isExpression: false, returnsNothing, endReachable: reachable };
}

/** Declares a lambda's parameters in the scope of its body. */
export function declareParameters(binding: Binding, params: readonly ParameterSyntax[], types: readonly Type[]): Local[] {
  return params.map((param, i) => {
    const kind =
      param.mode === 'ref' ? 'ref-parameter' : param.mode === 'in' ? 'in-parameter' : param.mode === 'out' ? 'out-parameter' : 'parameter';
    const local = newLocal(param.name.text, types[i] ?? { kind: 'error' }, param.name.span, kind);
    const clash = binding.scope.declare(param.name.text, { kind: 'local', local: ofBoundedType(binding, local) });
    if (clash === 'same-scope') binding.sink.report(duplicateParameter, param.name.span, { name: param.name.text }, { cs: 'CS0100' });
    else if (clash === 'other-scope') binding.sink.report(nameTaken, param.name.span, { name: param.name.text }, { cs: 'CS0136' });
    return local;
  });
}

/** The type a lambda returns when its parameters have these types; `void` for none, undefined when its returns do not agree. */
export function inferredReturn(lambda: UnboundLambda, types: readonly Type[]): Type | undefined {
  if (!takes(lambda, types.length)) return undefined;
  const reading = readLambda(lambda, types);
  const [only] = reading.returns;
  if (reading.isExpression) return only === undefined || only.type.kind === 'none' ? undefined : only.type;
  if (reading.returns.length === 0) return reading.failed ? undefined : voidType;
  return bestCommonType(lambda.binding, reading.returns);
}

/** Whether a lambda converts to a delegate type (C# standard §10.7.1). */
export function lambdaFits(binding: Binding, lambda: UnboundLambda, delegate: NamedType): boolean {
  const invoke = invokeOf(delegate);
  const { params } = lambda.syntax;
  if (invoke === undefined || !takes(lambda, invoke.params.length) || !canOmit(lambda, invoke)) return false;
  const explicit = params.length === 0 ? undefined : explicitParameterTypes(lambda);
  if (explicit !== undefined && !explicit.every((type, i) => sameType(type, invoke.params[i]?.type ?? voidType))) return false;
  const reading = readLambda(
    lambda,
    invoke.params.map((param) => param.type),
  );
  if (reading.failed) return false;
  if (invoke.returns.kind === 'void') return reading.isExpression ? reading.returns.every(isStatement) : reading.returns.length === 0;
  if (reading.endReachable || reading.returnsNothing) return false;
  return reading.returns.every((value) => implicitFrom(binding, value, invoke.returns) !== undefined);
}

/** Expressions that may stand as a statement, and so as the body of a lambda that returns nothing. */
export function isStatement(value: Bound): boolean {
  switch (value.kind) {
    case 'call':
    case 'construct':
    case 'initialized':
    case 'invoke':
    case 'local-call':
    case 'assign':
    case 'update':
    case 'deconstruct':
    case 'error':
      return true;
    case 'conditional-access':
      return isStatement(value.rest);
    default:
      return isOpen(value.type);
  }
}

/** Binds a lambda for good, as the delegate it is converted to. Findings in its body are reported now. */
export function bindLambda(outer: Binding, lambda: UnboundLambda, delegate: NamedType): BoundLambda {
  const invoke = invokeOf(delegate);
  const returns = invoke?.returns ?? voidType;
  const from = lambda.binding;
  const frame = newFrame('lambda', returns);
  const binding: Binding = { ...from, sink: outer.sink, scope: new Scope(from.scope, true), frame, conditional: undefined };
  const explicit = explicitParameterTypes(lambda);
  const types = explicit !== undefined && explicit.length > 0 ? explicit : (invoke?.params.map((param) => param.type) ?? []);
  const params =
    lambda.syntax.anyParams === true
      ? (invoke?.params ?? []).map((param) => newLocal(param.name, param.type, lambda.span, 'parameter'))
      : declareParameters(binding, lambda.syntax.params, types);
  const body = bindLambdaBody(binding, lambda, params, returns, lambda.span, delegate);
  return { kind: 'lambda', span: lambda.span, type: delegate, params, body };
}

function bindLambdaBody(
  binding: Binding,
  lambda: UnboundLambda,
  params: readonly Local[],
  returns: Type,
  span: Span,
  delegate: NamedType,
): BoundBody {
  const { body, bindBody } = lambda.syntax;
  if (bindBody !== undefined || body.kind !== 'block') {
    const value =
      bindBody === undefined ? bindExpression(binding, body as Exclude<typeof body, { kind: 'block' }>) : bindBody(binding, params);
    return { kind: 'value', value: returns.kind === 'void' ? value : convert(binding, value, returns) };
  }
  const block = bindBlock(binding, body);
  if (returns.kind !== 'void' && endReachable(block))
    binding.sink.report(missingReturn, { start: span.start, end: span.end }, { type: typeText(delegate) }, { cs: 'CS1643' });
  return { kind: 'block', block, iterator: false };
}
