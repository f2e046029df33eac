import type { Binding } from '../binding.ts';
import type { Bound, LocalKind } from '../bound.ts';
import { isValueType } from '../type.ts';
import { typeText } from '../type-text.ts';
import { copyOnly, notAssignable, readOnlyLocal, readOnlyMember, refNeedsVariable } from './assignment-messages.ts';

const fixedLocals: Readonly<Partial<Record<LocalKind, { readonly what: string; readonly cs: string }>>> = {
  foreach: { what: 'the variable of a `foreach`', cs: 'CS1656' },
  using: { what: 'the variable of a `using`', cs: 'CS1656' },
  constant: { what: 'a constant', cs: 'CS0131' },
  'in-parameter': { what: 'an `in` parameter', cs: 'CS8331' },
  range: { what: 'the variable of a query', cs: 'CS1947' },
};

/** Checks that a value may be written to, or handed on by `ref` or `out`; reports otherwise. */
export function checkTarget(binding: Binding, target: Bound, purpose: 'assignment' | 'ref' | 'out' | 'in'): boolean {
  const { sink } = binding;
  switch (target.kind) {
    case 'error':
      return false;
    case 'local': {
      const fixed = fixedLocals[target.local.kind];
      if (fixed === undefined) return true;
      const cs =
        purpose === 'assignment'
          ? fixed.cs
          : target.local.kind === 'constant'
            ? 'CS1510'
            : target.local.kind === 'in-parameter'
              ? 'CS8329'
              : 'CS1657';
      sink.report(readOnlyLocal, target.span, { name: target.local.name, what: fixed.what }, { cs });
      return false;
    }
    case 'element':
      return true;
    case 'discard':
      return true;
    case 'tuple-item':
      return isVariable(target.tuple) ? checkTarget(binding, target.tuple, purpose) : reportCopy(binding, target);
    case 'property':
    case 'indexer': {
      if (purpose !== 'assignment') break;
      const name = target.kind === 'indexer' ? 'this[]' : target.member.name;
      if (target.member.setter === undefined) {
        sink.report(readOnlyMember, target.span, { type: typeText(target.owner), name }, { cs: 'CS0200' });
        return false;
      }
      return target.receiver !== undefined && isValueType(target.receiver.type) && !isVariable(target.receiver)
        ? reportCopy(binding, target)
        : true;
    }
    case 'field':
    case 'anonymous-member':
    case 'array-length': {
      const type =
        target.kind === 'field'
          ? typeText(target.owner)
          : typeText(target.kind === 'array-length' ? target.array.type : target.target.type);
      const name = target.kind === 'field' ? target.member.name : target.kind === 'array-length' ? 'Length' : memberName(target);
      sink.report(
        readOnlyMember,
        target.span,
        { type, name },
        { cs: target.kind === 'field' ? (target.member.isStatic ? 'CS0198' : 'CS0191') : 'CS0200' },
      );
      return false;
    }
    case 'nullable-member':
      sink.report(readOnlyMember, target.span, { type: typeText(target.target.type), name: target.member }, { cs: 'CS0200' });
      return false;
    case 'context':
      sink.report(readOnlyLocal, target.span, { name: 'context', what: 'given by the gateway' }, { cs: 'CS0131' });
      return false;
    case 'method-group':
      sink.report(readOnlyLocal, target.span, { name: target.name, what: 'a method' }, { cs: 'CS1656' });
      return false;
    default:
  }
  if (purpose === 'assignment') sink.report(notAssignable, target.span, {}, { cs: 'CS0131' });
  else
    sink.report(
      refNeedsVariable,
      target.span,
      { mode: purpose },
      { cs: target.kind === 'property' || target.kind === 'indexer' ? 'CS0206' : 'CS1510' },
    );
  return false;
}

function memberName(target: Bound & { readonly kind: 'anonymous-member' }): string {
  const { type } = target.target;
  return type.kind === 'anonymous' ? (type.members[target.index]?.name ?? '') : '';
}

/** True for a place that holds a value, so that a part of a struct can be changed there. */
const isVariable = (value: Bound): boolean =>
  value.kind === 'local' || value.kind === 'element' || (value.kind === 'tuple-item' && isVariable(value.tuple));

function reportCopy(binding: Binding, target: Bound): boolean {
  binding.sink.report(copyOnly, target.span, {}, { cs: 'CS1612' });
  return false;
}
