import { type Binding, newLocal, readLocal } from '../binding.ts';
import type { Bound, BoundArgument, Local, Unbound } from '../bound.ts';
import { convert, errorValue } from '../convert.ts';
import { invokeOf } from '../definition.ts';
import type { NamedType } from '../type.ts';
import { callGroup } from './call.ts';
import { callLocalFunction } from './local-call.ts';

/** A method group as a delegate: a function that hands its arguments on to the method chosen for them. */
export function bindMethodGroup(
  binding: Binding,
  group: Extract<Unbound, { readonly kind: 'method-group' | 'local-function-group' }>,
  delegate: NamedType,
): Bound {
  const invoke = invokeOf(delegate);
  if (invoke === undefined) return errorValue(group.span);
  const { span } = group;
  const params = invoke.params.map((param) =>
    newLocal(param.name, param.type, span, param.mode === 'ref' || param.mode === 'out' ? 'ref-parameter' : 'parameter'),
  );
  const args: BoundArgument[] = params.map((param, i) => ({
    name: undefined,
    nameSpan: span,
    mode: invoke.params[i]?.mode === 'params' ? 'value' : (invoke.params[i]?.mode ?? 'value'),
    value: readLocal(param, span),
    span,
  }));
  if (group.kind === 'local-function-group') {
    const call = callLocalFunction(binding, group.target, group.typeArgs, args, span);
    return delegateOf(binding, call, params, invoke.returns.kind === 'void', delegate);
  }
  // The receiver is looked at once, when the delegate is made.
  const { receiver } = group;
  const held = receiver === undefined || receiver.kind === 'context' ? undefined : newLocal('target', receiver.type, span, 'temporary');
  const on = held === undefined ? receiver : readLocal(held, span);
  const call = callGroup(binding, { ...group, receiver: on }, args, span);
  const body = delegateOf(binding, call, params, invoke.returns.kind === 'void', delegate);
  return held === undefined || receiver === undefined || body.kind === 'error'
    ? body
    : { kind: 'initialized', span, type: delegate, object: receiver, value: held, steps: [], result: body };
}

function delegateOf(binding: Binding, call: Bound, params: readonly Local[], isVoid: boolean, delegate: NamedType): Bound {
  if (call.kind === 'error') return call;
  const returns = invokeOf(delegate)?.returns ?? call.type;
  const value = isVoid ? call : convert(binding, call, returns);
  return { kind: 'lambda', span: call.span, type: delegate, params, body: { kind: 'value', value } };
}
