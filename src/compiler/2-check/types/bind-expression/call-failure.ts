import type { Span } from '../../../../diagnostics/span.ts';
import type { Applicable, Failure } from '../applicability.ts';
import type { Binding } from '../binding.ts';
import type { BoundArgument, Candidate, MethodGroup } from '../bound.ts';
import { reportConversion } from '../convert.ts';
import { invokeOf } from '../definition.ts';
import { readLambda } from '../lambda-reading.ts';
import type { Resolution } from '../overloads.ts';
import { isDelegate, isValueType, type Type } from '../type.ts';
import { typeText } from '../type-text.ts';
import {
  ambiguousCall,
  argumentCount,
  argumentMissing,
  argumentMode,
  argumentName,
  argumentType,
  badConstraint,
  badReceiver,
  cannotInfer,
  constructorCount,
  delegateCount,
  typeArgumentCount,
} from './member-messages.ts';

/** What was called, for messages. */
export interface Called {
  readonly name: string;
  readonly nameSpan: Span;
  readonly on: Type;
  readonly group: MethodGroup | undefined;
}

type Failed = { readonly candidate: Candidate; readonly failure: Failure };

/** Says why a call means nothing, or several things: about the candidate that came closest. */
export function reportBadCall(
  binding: Binding,
  resolution: Exclude<Resolution, { readonly kind: 'best' }>,
  called: Called,
  args: readonly BoundArgument[],
  span: Span,
): void {
  const { sink } = binding;
  if (resolution.kind === 'ambiguous') {
    const params = { first: candidateText(resolution.first), second: candidateText(resolution.second) };
    sink.report(ambiguousCall, called.nameSpan, params, { cs: 'CS0121' });
    return;
  }
  const { failures } = resolution;
  if (reportLambdaErrors(binding, args)) return;
  const closest = mostTelling(failures, args);
  if (closest === undefined) return;
  reportFailure(binding, closest, failures.length, called, args, span);
}

/** How close to fitting each kind of failure is; the first candidate of the closest kind is spoken of. */
const closeness: Readonly<Record<Failure['kind'], number>> = {
  argument: 7,
  mode: 6,
  inference: 5,
  constraint: 4,
  bound: 4,
  missing: 2,
  name: 3,
  count: 1,
  'type-arity': 0,
};

function mostTelling(failures: readonly Failed[], args: readonly BoundArgument[]): Failed | undefined {
  let best: Failed | undefined;
  for (const each of failures) {
    if (best === undefined || closeness[each.failure.kind] > closeness[best.failure.kind]) best = each;
    // A failing lambda body tells more than a wrong argument after it.
    else if (
      each.failure.kind === 'argument' &&
      best.failure.kind === 'argument' &&
      isLambda(args, each.failure) &&
      !isLambda(args, best.failure)
    )
      best = each;
  }
  return best;
}

const isLambda = (args: readonly BoundArgument[], failure: Failure & { readonly kind: 'argument' }): boolean =>
  args[failure.argument]?.value.kind === 'unbound-lambda';

function reportFailure(
  binding: Binding,
  { candidate, failure }: Failed,
  count: number,
  called: Called,
  args: readonly BoundArgument[],
  span: Span,
): void {
  const { sink } = binding;
  const { name } = called;
  const isConstructor = candidate.method.name === '.ctor';
  const extra = candidate.method.extension && called.group?.receiver !== undefined ? 1 : 0;
  const given = args.length - extra;
  switch (failure.kind) {
    case 'argument': {
      const arg = args[failure.argument];
      if (arg === undefined) return;
      if (extra === 1 && failure.argument === 0) {
        const params = { name, to: typeText(failure.type), from: typeText(arg.value.type) };
        sink.report(badReceiver, called.nameSpan, params, { cs: 'CS1929' });
        return;
      }
      reportArgument(binding, arg, failure, called, extra);
      return;
    }
    case 'mode': {
      const { mode } = failure.parameter;
      const text = mode === 'ref' || mode === 'out' ? `with \`${mode}\`` : `without \`${args[failure.argument]?.mode ?? 'ref'}\``;
      const cs = mode === 'ref' || mode === 'out' ? 'CS1620' : 'CS1615';
      sink.report(
        argumentMode,
        args[failure.argument]?.span ?? span,
        { number: failure.argument + 1 - extra, method: name, mode: text },
        { cs },
      );
      return;
    }
    case 'inference':
      sink.report(cannotInfer, called.nameSpan, { method: name }, { cs: 'CS0411' });
      return;
    case 'constraint': {
      const cs =
        failure.type.kind === 'nullable' || candidate.method.typeParams.some((param) => param.constraint === 'struct')
          ? 'CS0453'
          : 'CS0452';
      sink.report(badConstraint, called.nameSpan, { type: typeText(failure.type), parameter: failure.parameter, method: name }, { cs });
      return;
    }
    case 'bound': {
      const cs = failure.type.kind === 'nullable' ? 'CS0312' : isValueType(failure.type) ? 'CS0315' : 'CS0311';
      sink.report(badConstraint, called.nameSpan, { type: typeText(failure.type), parameter: failure.parameter, method: name }, { cs });
      return;
    }
    case 'name': {
      const arg = args[failure.argument];
      sink.report(argumentName, arg?.nameSpan ?? span, { method: name, name: arg?.name ?? '' }, { cs: 'CS1739' });
      return;
    }
    case 'missing':
      if (isDelegate(called.on) && called.group === undefined) reportDelegateCount(binding, called, given, span);
      else if (count === 1)
        sink.report(argumentMissing, called.nameSpan, { method: name, parameter: failure.parameter.name }, { cs: 'CS7036' });
      else if (isConstructor) sink.report(constructorCount, called.nameSpan, { type: name, count: given }, { cs: 'CS1729' });
      else sink.report(argumentCount, called.nameSpan, { method: name, count: given }, { cs: 'CS1501' });
      return;
    case 'count':
      if (isDelegate(called.on) && called.group === undefined) reportDelegateCount(binding, called, given, span);
      else if (isConstructor) sink.report(constructorCount, called.nameSpan, { type: name, count: given }, { cs: 'CS1729' });
      else sink.report(argumentCount, called.nameSpan, { method: name, count: given }, { cs: 'CS1501' });
      return;
    case 'type-arity': {
      const cs = candidate.method.typeParams.length === 0 ? 'CS0308' : 'CS0305';
      sink.report(typeArgumentCount, called.nameSpan, { method: name, count: called.group?.typeArgs?.length ?? 0 }, { cs });
      return;
    }
  }
}

function reportDelegateCount(binding: Binding, called: Called, count: number, span: Span): void {
  const wanted = isDelegate(called.on) ? (invokeOf(called.on)?.params.length ?? 0) : 0;
  binding.sink.report(delegateCount, span, { type: called.name, wanted, count }, { cs: 'CS1593' });
}

function reportArgument(
  binding: Binding,
  arg: BoundArgument,
  failure: Failure & { readonly kind: 'argument' },
  called: Called,
  extra: number,
): void {
  const { value } = arg;
  if (value.kind === 'unbound-lambda' && isDelegate(failure.type)) {
    reportConversion(binding, value, failure.type, arg.span);
    return;
  }
  if (value.kind === 'unbound-tuple' || value.kind === 'tuple') {
    const bad = value.elements.map((element) => ('kind' in element ? element : element.value)).find((element) => element.kind === 'error');
    if (bad !== undefined) return;
  }
  const params = {
    number: failure.argument + 1 - extra,
    method: called.name,
    from: typeText(value.type),
    to: typeText(failure.type),
  };
  binding.sink.report(argumentType, arg.span, params, { cs: 'CS1503' });
}

/** When a lambda's body is wrong with every type that its parameters could have, the body is what to speak of. */
function reportLambdaErrors(binding: Binding, args: readonly BoundArgument[]): boolean {
  for (const { value } of args) {
    if (value.kind !== 'unbound-lambda') continue;
    // Never read: its parameters' types did not become known. A body that is wrong in any case says more.
    if (value.readings.size === 0)
      readLambda(
        value,
        value.syntax.params.map(() => ({ kind: 'unknown' })),
      );
    const readings = [...value.readings.values()];
    const failed = readings.at(-1);
    if (failed === undefined || !readings.every((reading) => reading.failed)) continue;
    failed.sink.replay(binding.sink);
    return true;
  }
  return false;
}

const candidateText = ({ candidate, params }: Applicable): string => {
  const { method, owner } = candidate;
  const name = method.name === '.ctor' ? `new ${typeText(owner)}` : `${typeText(owner)}.${method.name}`;
  return `${name}(${params.map((param) => `${param.mode === 'value' ? '' : `${param.mode} `}${typeText(param.type)}`).join(', ')})`;
};
