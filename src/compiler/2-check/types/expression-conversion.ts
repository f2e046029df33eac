import type { Binding } from './binding.ts';
import type { Bound } from './bound.ts';
import { type Conversion, explicit, identity, implicit } from './conversion.ts';
import { lambdaFits } from './lambda-reading.ts';
import { methodGroupFits } from './method-group.ts';
import { inRange, isBig, isIntegral } from './numeric.ts';
import { isDelegate, isEnum, isOpen, type Special, sameType, specialOf, type Type, underlying } from './type.ts';

/** The implicit conversion of an expression to a type: what its type allows, and what constants, lambdas and null add. */
export function implicitFrom(binding: Binding, value: Bound, to: Type): Conversion | undefined {
  return special(binding, value, to, implicitFrom) ?? constantConversion(value, to) ?? implicit(binding.library, value.type, to);
}

/** The conversion that a cast of an expression to a type means. */
export function explicitFrom(binding: Binding, value: Bound, to: Type): Conversion | undefined {
  return (
    special(binding, value, to, explicitFrom) ??
    constantConversion(value, to) ??
    implicit(binding.library, value.type, to) ??
    explicit(binding.library, value.type, to)
  );
}

type Converter = (binding: Binding, value: Bound, to: Type) => Conversion | undefined;

/** Conversions of what has no type of its own, and of tuples written out, whose elements convert one by one. */
function special(binding: Binding, value: Bound, to: Type, convert: Converter): Conversion | undefined {
  if (isOpen(to)) return { kind: 'open' };
  switch (value.kind) {
    case 'unbound-lambda':
      return isDelegate(to) && lambdaFits(binding, value, to) ? { kind: 'lambda' } : undefined;
    case 'method-group':
    case 'local-function-group':
      return isDelegate(to) && methodGroupFits(binding, value, to) ? { kind: 'method-group' } : undefined;
    case 'default-literal':
      return to.kind === 'void' ? undefined : { kind: 'default' };
    case 'throw-value':
      return { kind: 'throw' };
    case 'tuple':
    case 'unbound-tuple': {
      const target = underlying(to);
      if (target.kind !== 'tuple' || target.elements.length !== value.elements.length) return undefined;
      const elements: Conversion[] = [];
      for (const [i, element] of value.elements.entries()) {
        const type = target.elements[i]?.type;
        const inner = type === undefined ? undefined : convert(binding, 'kind' in element ? element : element.value, type);
        if (inner === undefined) return undefined;
        elements.push(inner);
      }
      const plain: Conversion =
        value.kind === 'tuple' && elements.every((element) => element.kind === 'identity') ? identity : { kind: 'tuple', elements };
      return to.kind === 'nullable' ? { kind: 'wrap', inner: plain } : plain;
    }
    default:
      return undefined;
  }
}

/** Constants of type int that fit a smaller type, longs that fit ulong, and the zero of an enum (C# standard §10.2.11). */
function constantConversion(value: Bound, to: Type): Conversion | undefined {
  if (value.constant === undefined || sameType(value.type, to)) return undefined;
  const from = specialOf(value.type);
  const target = underlying(to);
  const plain = constantFits(value.constant.value, from, target) ? ({ kind: 'constant' } as const) : undefined;
  return plain !== undefined && to.kind === 'nullable' ? { kind: 'wrap', inner: plain } : plain;
}

function constantFits(value: unknown, from: Special | undefined, to: Type): boolean {
  if (from === undefined || !isIntegral(from) || from === 'char' || from === specialOf(to)) return false;
  if (isEnum(to)) return Number(value) === 0 && (typeof value === 'bigint' || typeof value === 'number');
  const target = specialOf(to);
  if (target === undefined || !isIntegral(target) || target === 'char') return false;
  if (from === 'int') return !isBig(target) || target === 'ulong' ? inRange(BigInt(value as number), target) : false;
  return from === 'long' && target === 'ulong' && (value as bigint) >= 0n;
}
