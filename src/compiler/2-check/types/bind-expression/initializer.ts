import type { Initializer, MemberInitializer } from '../../../1-parse/csharp/ast.ts';
import { type Binding, readLocal, speculative, temporary } from '../binding.ts';
import type { Bound, BoundArgument, Local } from '../bound.ts';
import { convert } from '../convert.ts';
import { elementTypeOf } from '../hierarchy.ts';
import { lookUp } from '../member-lookup.ts';
import { isOpen } from '../type.ts';
import { typeText } from '../type-text.ts';
import { bindArguments } from './arguments.ts';
import { checkTarget } from './assignment-target.ts';
import { callGroup } from './call.ts';
import { badAdd, notACollection } from './creation-messages.ts';
import { bindExpression, isBroken } from './expression.ts';
import { indexOf } from './index-access.ts';
import { memberOf } from './member.ts';

/** The steps that `{ … }` behind `new T(…)` takes with the new object (C# standard §12.8.17.2.2 and .3). */
export function bindInitializer(binding: Binding, object: Local, initializer: Initializer): Bound[] {
  return initializer.kind === 'object-initializer'
    ? initializer.members.flatMap((member) => bindMember(binding, object, member))
    : bindElements(binding, object, initializer);
}

function bindMember(binding: Binding, object: Local, member: MemberInitializer): Bound[] {
  const on = readLocal(object, member.span);
  const { target } = member;
  const place =
    target.kind === 'name'
      ? memberOf(binding, on, target.name, undefined, target.name.span)
      : indexOf(binding, on, bindArguments(binding, target.args), member.span);
  const { value } = member;
  if (value.kind === 'object-initializer' || value.kind === 'collection-initializer') {
    // `Member = { … }` changes the object that is there already.
    if (isBroken(place)) return [];
    const inner = temporary(place.type, member.span);
    const steps = bindInitializer(binding, inner, value);
    return [{ kind: 'initialized', span: member.span, type: place.type, object: place, value: inner, steps }];
  }
  const bound = bindExpression(binding, value);
  if (isBroken(place) || !checkTarget(binding, place, 'assignment')) return [];
  return [{ kind: 'assign', span: member.span, type: place.type, target: place, value: convert(binding, bound, place.type) }];
}

function bindElements(binding: Binding, object: Local, initializer: Initializer & { readonly kind: 'collection-initializer' }): Bound[] {
  const { library, sink } = binding;
  const { type } = object;
  if (!isOpen(type) && (elementTypeOf(library, type) === undefined || lookUp(library, type, 'Add')?.kind === 'value')) {
    sink.report(notACollection, initializer.span, { type: typeText(type) }, { cs: 'CS1922' });
    return [];
  }
  return initializer.elements.flatMap((values) => {
    const args: BoundArgument[] = values.map((value) => {
      const bound = bindExpression(binding, value);
      return { name: undefined, nameSpan: value.span, mode: 'value', value: bound, span: value.span };
    });
    const [first, last] = [values[0], values.at(-1)];
    if (isOpen(type) || first === undefined || last === undefined) return [];
    const span = { start: first.span.start, end: last.span.end };
    const add = memberOf(binding, readLocal(object, span), { text: 'Add', span }, undefined, span);
    if (add.kind !== 'method-group' || args.some((arg) => isBroken(arg.value))) return [];
    const probe = speculative(binding);
    const call = callGroup(probe, add, args, span);
    if (call.kind !== 'error') return [call];
    // What exactly does not fit is told for the elements one by one in C#, under a code of its own.
    if (probe.sink.firstCode === 'CS1503') sink.report(badAdd, span, { type: typeText(type) }, { cs: 'CS1950' });
    else probe.sink.replay(sink);
    return [];
  });
}
