import type { Designation, Expression, Pattern, TypeSyntax } from '../../../1-parse/csharp/ast.ts';
import { declareLocal } from '../bind-statement/declare.ts';
import { type Binding, newLocal, speculative } from '../binding.ts';
import type { Bound, Local } from '../bound.ts';
import type { BoundPattern } from '../bound-statement.ts';
import { convert } from '../convert.ts';
import { isReferenceSubtype } from '../hierarchy.ts';
import { isNull, isOpen, sameType, type Type, underlying } from '../type.ts';
import { resolveType } from '../type-syntax.ts';
import { typeText } from '../type-text.ts';
import { mayBe } from './cast.ts';
import { bindAny, isBroken } from './expression.ts';
import { notConstant, uselessIs } from './expression-messages.ts';

/** A pattern behind `is` or `case`, tested against a value (C# standard §11). Undefined after a report. */
export function bindPattern(binding: Binding, pattern: Pattern, value: Bound): BoundPattern | undefined {
  const { span } = pattern;
  switch (pattern.kind) {
    case 'constant-pattern':
      return bindConstantPattern(binding, pattern.value, value);
    case 'type-pattern':
      return typePattern(binding, pattern.type, undefined, value, span);
    case 'declaration-pattern': {
      if (pattern.type.kind === 'var-type') {
        const local = declare(binding, pattern.designation, isNull(value.type) ? binding.library.special('object') : value.type);
        return { kind: 'var', span, local };
      }
      return typePattern(binding, pattern.type, pattern.designation, value, span);
    }
  }
}

function typePattern(
  binding: Binding,
  syntax: TypeSyntax,
  designation: Designation | undefined,
  value: Bound,
  span: Pattern['span'],
): BoundPattern | undefined {
  // `x is Name` may name a constant instead of a type.
  const constant = designation === undefined ? constantNamed(binding, syntax) : undefined;
  if (constant !== undefined) return constantPattern(binding, constant, value);
  const type = resolveType(binding, syntax);
  const local = designation === undefined ? undefined : declare(binding, designation, type);
  if (isOpen(type) || isBroken(value) || isOpen(value.type))
    return isOpen(type) ? undefined : { kind: 'type', span, type, local, total: false };
  if (!isNull(value.type) && !mayBe(binding, { ...value, type: underlying(value.type) } as Bound, type)) {
    // A test without a variable is only useless (C# warns); a variable that can never get a value is an error.
    if (designation === undefined) return { kind: 'never', span };
    binding.sink.report(uselessIs, syntax.span, { from: typeText(value.type), to: typeText(type) }, { cs: 'CS8121' });
    return undefined;
  }
  return { kind: 'type', span, type, local, total: takesAll(binding, value.type, type) };
}

/** Whether every value of a type, null aside, is of another type, too. */
const takesAll = (binding: Binding, from: Type, to: Type): boolean =>
  sameType(underlying(from), to) || isReferenceSubtype(binding.library, from, to);

function declare(binding: Binding, designation: Designation, type: Type): Local | undefined {
  if (designation.kind !== 'single') return undefined;
  const local = newLocal(designation.name.text, type, designation.name.span, 'variable');
  declareLocal(binding, local);
  return local;
}

/** The constant that the parts of a type's syntax name, such as an enum's member. */
function constantNamed(binding: Binding, syntax: TypeSyntax): Bound | undefined {
  if (syntax.kind !== 'named-type' || syntax.parts.some((part) => part.args.length > 0)) return undefined;
  let node: Expression | undefined;
  for (const { name } of syntax.parts)
    node =
      node === undefined
        ? { kind: 'identifier', span: name.span, name }
        : { kind: 'member', span: { start: node.span.start, end: name.span.end }, target: node, name };
  if (node === undefined) return undefined;
  const bound = bindAny(speculative(binding), node);
  return bound.constant === undefined ? undefined : bound;
}

function bindConstantPattern(binding: Binding, node: Expression, value: Bound): BoundPattern | undefined {
  const bound = bindAny(binding, node);
  if (bound.kind === 'type-name') {
    const type = bound.named;
    if (isOpen(value.type) || isBroken(value)) return undefined;
    const possible = isNull(value.type) || mayBe(binding, { ...value, type: underlying(value.type) } as Bound, type);
    return possible
      ? { kind: 'type', span: node.span, type, local: undefined, total: takesAll(binding, value.type, type) }
      : { kind: 'never', span: node.span };
  }
  return constantPattern(binding, bound, value);
}

function constantPattern(binding: Binding, bound: Bound, value: Bound): BoundPattern | undefined {
  if (isBroken(bound) || isBroken(value)) return undefined;
  if (bound.constant === undefined) {
    if (!isOpen(bound.type)) binding.sink.report(notConstant, bound.span, {}, { cs: 'CS0150' });
    return undefined;
  }
  if (isNull(bound.type)) return { kind: 'constant', span: bound.span, value: bound };
  // A constant is compared in the value's own type; against an object it keeps its type.
  const converted = isOpen(value.type) ? bound : convert(binding, bound, underlying(value.type));
  return isBroken(converted) ? undefined : { kind: 'constant', span: bound.span, value: converted };
}
