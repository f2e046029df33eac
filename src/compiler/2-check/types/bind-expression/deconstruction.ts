import type { Span } from '../../../../diagnostics/span.ts';
import type { Designation, Expression } from '../../../1-parse/csharp/ast.ts';
import { features, newerSyntax } from '../../../1-parse/csharp/newer-syntax.ts';
import { declareLocal } from '../bind-statement/declare.ts';
import { type Binding, newLocal, readLocal, temporary } from '../binding.ts';
import type { Bound, Deconstruction, DeconstructPart } from '../bound.ts';
import { convert, errorValue } from '../convert.ts';
import { lookUp } from '../member-lookup.ts';
import { isOpen, substitute, substitution, type TupleType, type Type } from '../type.ts';
import { resolveValueType } from '../type-syntax.ts';
import { typeText } from '../type-text.ts';
import { isDiscard } from './assignment.ts';
import { cannotInferVariable, nothingToDeconstruct } from './assignment-messages.ts';
import { checkTarget } from './assignment-target.ts';
import { bindAny, bindExpression, isBroken } from './expression.ts';

/** The left side of a deconstruction, as a tree of places. */
type Shape =
  | { readonly kind: 'several'; readonly items: readonly Shape[]; readonly span: Span }
  | { readonly kind: 'discard'; readonly span: Span }
  | { readonly kind: 'place'; readonly node: Expression; readonly span: Span }
  | { readonly kind: 'variable'; readonly name: string; readonly type: Type | undefined; readonly span: Span };

/** `(a, b) = value` and `var (a, b) = value` (C# standard §12.7). */
export function bindDeconstruction(binding: Binding, left: Expression, right: Expression, span: Span): Bound {
  const shape = shapeOf(binding, left);
  if (shape.kind !== 'several') return errorValue(span);
  if (isMixed(shape)) {
    const { feature, version, cs, help } = features.mixedDeconstruction;
    binding.sink.report(newerSyntax, left.span, { feature, version }, { cs, help });
  }
  // Places on the left are looked up before the value; new variables come into being after it.
  const value = typedTuple(binding, bindExpression(binding, right), shape);
  return deconstruct(binding, value, shape, span);
}

/** Whether some of the places are there already, and others are declared. */
function isMixed(shape: Shape): boolean {
  const kinds = new Set(leaves(shape));
  return kinds.has('place') && kinds.has('variable');
}

const leaves = (shape: Shape): Shape['kind'][] => (shape.kind === 'several' ? shape.items.flatMap(leaves) : [shape.kind]);

/** The variables of `foreach (var (a, b) in …)` from each item. */
export function bindDesignations(binding: Binding, designation: Designation, item: Bound, span: Span): Bound {
  const shape = shapeOfDesignation(binding, designation, undefined);
  return shape.kind === 'several' ? deconstruct(binding, item, shape, span) : errorValue(span);
}

function shapeOf(binding: Binding, node: Expression): Shape {
  const { span } = node;
  if (node.kind === 'tuple') return { kind: 'several', items: node.elements.map((element) => shapeOf(binding, element.value)), span };
  if (isDiscard(binding, node)) return { kind: 'discard', span };
  if (node.kind === 'declaration-expression') {
    const type = node.type.kind === 'var-type' ? undefined : resolveValueType(binding, node.type);
    return shapeOfDesignation(binding, node.designation, type);
  }
  return { kind: 'place', node, span };
}

function shapeOfDesignation(binding: Binding, designation: Designation, given: Type | undefined): Shape {
  const { span } = designation;
  const own = designation.kind === 'several' || designation.type?.kind === 'var-type' ? undefined : designation.type;
  const type = own === undefined ? given : resolveValueType(binding, own);
  switch (designation.kind) {
    case 'single':
      return { kind: 'variable', name: designation.name.text, type, span: designation.name.span };
    case 'discard':
      return { kind: 'discard', span };
    case 'several':
      return { kind: 'several', items: designation.items.map((item) => shapeOfDesignation(binding, item, type)), span };
  }
}

/** A tuple whose elements have no type of their own (null, a lambda) takes them from the variables on the left. */
function typedTuple(binding: Binding, value: Bound, shape: Shape & { readonly kind: 'several' }): Bound {
  if (value.kind !== 'unbound-tuple' || value.elements.length !== shape.items.length) return value;
  const types = value.elements.map((element, i): Type | undefined => {
    const item = shape.items[i];
    if (element.value.type.kind !== 'none') return element.value.type;
    if (item?.kind === 'variable') return item.type;
    return item?.kind === 'place' ? bindAny(binding, item.node).type : undefined;
  });
  if (types.some((type) => type === undefined)) return value;
  const type: TupleType = { kind: 'tuple', elements: types.map((each) => ({ type: each ?? { kind: 'error' } })) };
  return convert(binding, value, type);
}

function deconstruct(binding: Binding, value: Bound, shape: Shape & { readonly kind: 'several' }, span: Span): Bound {
  const taken = isBroken(value) ? undefined : takeApart(binding, value.type, shape.items.length);
  if (taken === undefined && !isBroken(value) && !isOpen(value.type)) {
    const cs = value.type.kind === 'tuple' ? 'CS8132' : 'CS8129';
    binding.sink.report(nothingToDeconstruct, span, { type: typeText(value.type), count: shape.items.length }, { cs });
  }
  const parts = shape.items.map((item, i) => bindPart(binding, item, taken?.types[i] ?? { kind: 'error' }));
  if (taken === undefined || parts.some((part) => part === undefined)) return errorValue(span);
  const type = value.type;
  return { kind: 'deconstruct', span, type, value, parts: parts.filter((part) => part !== undefined), how: taken.how };
}

function takeApart(
  binding: Binding,
  type: Type,
  count: number,
): { readonly how: Deconstruction; readonly types: readonly Type[] } | undefined {
  if (type.kind === 'tuple')
    return type.elements.length === count
      ? { how: { kind: 'tuple', size: count }, types: type.elements.map((element) => element.type) }
      : undefined;
  const found = lookUp(binding.library, type, 'Deconstruct');
  if (found?.kind !== 'methods') return undefined;
  const fits = found.methods.find(({ method }) => method.params.length === count && method.params.every((param) => param.mode === 'out'));
  if (fits === undefined) return undefined;
  const by = substitution(fits.owner.definition.typeParams, fits.owner.args);
  return {
    how: { kind: 'method', method: fits.method, owner: fits.owner },
    types: fits.method.params.map((param) => substitute(param.type, by)),
  };
}

function bindPart(binding: Binding, shape: Shape, from: Type): DeconstructPart | undefined {
  const { span } = shape;
  switch (shape.kind) {
    case 'discard':
      return { kind: 'discard' };
    case 'several': {
      const taken = takeApart(binding, from, shape.items.length);
      const parts = shape.items.map((item, i) => bindPart(binding, item, taken?.types[i] ?? { kind: 'error' }));
      if (taken === undefined) {
        if (!isOpen(from))
          binding.sink.report(nothingToDeconstruct, span, { type: typeText(from), count: shape.items.length }, { cs: 'CS8129' });
        return undefined;
      }
      const whole = parts.filter((part) => part !== undefined);
      return whole.length < parts.length ? undefined : { kind: 'nested', value: temporary(from, span), how: taken.how, parts: whole };
    }
    case 'variable': {
      const local = newLocal(shape.name, shape.type ?? from, span, 'variable');
      declareLocal(binding, local);
      if (shape.type === undefined && from.kind === 'none') {
        binding.sink.report(cannotInferVariable, span, { name: shape.name, what: `\`${typeText(from)}\`` }, { cs: 'CS8130' });
        return undefined;
      }
      return targetPart(binding, { kind: 'local', span, type: local.type, local }, from);
    }
    case 'place': {
      const target = bindAny(binding, shape.node);
      return checkTarget(binding, target, 'assignment') && !isBroken(target) ? targetPart(binding, target, from) : undefined;
    }
  }
}

function targetPart(binding: Binding, target: Bound, from: Type): DeconstructPart | undefined {
  if (isOpen(from)) return undefined;
  const value = temporary(from, target.span);
  const converted = convert(binding, readLocal(value, target.span), target.type);
  return isBroken(converted) ? undefined : { kind: 'target', target, value, converted };
}
