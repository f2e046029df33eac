import type { Span } from '../../../../diagnostics/span.ts';
import type { Argument } from '../../../1-parse/csharp/ast.ts';
import type { Applicable } from '../applicability.ts';
import { declareLocal } from '../bind-statement/declare.ts';
import { type Binding, newLocal } from '../binding.ts';
import type { Bound, BoundArgument } from '../bound.ts';
import { applyConversion, errorValue, zero } from '../convert.ts';
import type { Parameter } from '../member.ts';
import { arrayOf, type Type } from '../type.ts';
import { resolveValueType } from '../type-syntax.ts';
import { checkTarget } from './assignment-target.ts';
import { bindExpression } from './expression.ts';

/** Binds the arguments of a call, before it is known which method they go to. */
export function bindArguments(binding: Binding, args: readonly Argument[]): BoundArgument[] {
  return args.map((arg) => ({
    name: arg.name?.text,
    nameSpan: arg.name?.span ?? arg.span,
    mode: arg.mode,
    value: arg.mode === 'value' ? bindExpression(binding, arg.value) : bindPlace(binding, arg, arg.mode),
    span: arg.value.span,
  }));
}

/** A `ref`, `out` or `in` argument: a variable, a declaration, or nothing (`_`). */
function bindPlace(binding: Binding, arg: Argument, mode: 'ref' | 'out' | 'in'): Bound {
  const { value } = arg;
  if (value.kind === 'declaration-expression' && mode === 'out') {
    const { designation } = value;
    if (designation.kind === 'discard')
      return discard(value.span, value.type.kind === 'var-type' ? undefined : resolveValueType(binding, value.type));
    if (designation.kind === 'single') {
      const { name } = designation;
      if (value.type.kind !== 'var-type') return declared(binding, name.text, resolveValueType(binding, value.type), name.span);
      const declare = (type: Type): Bound => declared(binding, name.text, type, name.span);
      return { kind: 'out-var', span: value.span, type: { kind: 'none', what: 'default' }, declare };
    }
  }
  if (value.kind === 'identifier' && value.name.text === '_' && mode === 'out' && binding.scope.find('_') === undefined)
    return discard(value.span, undefined);
  const target = bindExpression(binding, value);
  return mode === 'in' || checkTarget(binding, target, mode) ? target : errorValue(value.span);
}

const discard = (span: Span, type: Type | undefined): Bound => ({ kind: 'discard', span, type: type ?? { kind: 'none', what: 'default' } });

function declared(binding: Binding, name: string, type: Type, span: Span): Bound {
  const local = newLocal(name, type, span, 'variable');
  declareLocal(binding, local);
  return { kind: 'local', span, type, local };
}

/** The arguments in the order of the parameters, converted, with defaults and `params` arrays filled in. */
export function placeArguments(binding: Binding, applicable: Applicable, args: readonly BoundArgument[], span: Span): Bound[] {
  const { params, expanded, places } = applicable;
  return params.map((param, index) => {
    const given = args
      .map((arg, i) => ({ arg, place: places[i] }))
      .filter(({ place }) => place?.parameter === index)
      .map(({ arg, place }) => (place === undefined ? arg.value : placed(binding, arg, param, place.type, place.conversion)));
    if (expanded && index === params.length - 1 && param.type.kind === 'array')
      return { kind: 'array', span, type: arrayOf(param.type.element), sizes: [], elements: given };
    return given[0] ?? defaultOf(param, span);
  });
}

function placed(
  binding: Binding,
  arg: BoundArgument,
  param: Parameter,
  type: Type,
  conversion: Parameters<typeof applyConversion>[3],
): Bound {
  const { mode } = param;
  if (mode !== 'ref' && mode !== 'out') return applyConversion(binding, arg.value, type, conversion);
  const target = arg.value.kind === 'out-var' ? arg.value.declare(type) : arg.value.kind === 'discard' ? { ...arg.value, type } : arg.value;
  return { kind: 'reference', span: arg.span, type, mode, target };
}

function defaultOf(param: Parameter, span: Span): Bound {
  const given = param.defaultValue;
  return given === undefined || given.kind === 'zero'
    ? zero(span, param.type)
    : { kind: 'literal', span, type: param.type, constant: { value: given.value } };
}

/** After a call that means nothing: variables its `out` arguments declare exist all the same. */
export function declareOutVariables(args: readonly BoundArgument[]): void {
  for (const { value } of args) if (value.kind === 'out-var') value.declare({ kind: 'error' });
}
