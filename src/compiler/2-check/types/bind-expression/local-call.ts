import type { Span } from '../../../../diagnostics/span.ts';
import type { Binding } from '../binding.ts';
import type { Bound, BoundArgument, LocalFunction } from '../bound.ts';
import { errorValue } from '../convert.ts';
import type { Method } from '../member.ts';
import { resolveOverload } from '../overloads.ts';
import type { NamedType, Type } from '../type.ts';
import { placeArguments } from './arguments.ts';
import { reportBadCall } from './call-failure.ts';
import { isBroken } from './expression.ts';

/** A call of a local function: overload resolution with one candidate. */
export function callLocalFunction(
  binding: Binding,
  target: LocalFunction,
  typeArgs: readonly Type[] | undefined,
  args: readonly BoundArgument[],
  span: Span,
): Bound {
  if (args.some((arg) => isBroken(arg.value))) return errorValue(span);
  const owner = binding.library.special('object') as NamedType;
  const method: Method = {
    kind: 'method',
    owner: owner.definition,
    name: target.name,
    isStatic: true,
    extension: false,
    typeParams: target.typeParams,
    params: target.params,
    returns: target.returns,
    row: { module: '', surface: '', local: '', key: '', form: 'function', host: false, typeArgs: false, run: undefined },
  };
  const resolution = resolveOverload(binding, [{ method, owner }], args, typeArgs);
  if (resolution.kind !== 'best') {
    reportBadCall(binding, resolution, { name: target.name, nameSpan: span, on: owner, group: undefined }, args, span);
    return errorValue(span);
  }
  const { best } = resolution;
  return { kind: 'local-call', span, type: best.returns, target, typeArgs: best.typeArgs, args: placeArguments(binding, best, args, span) };
}
