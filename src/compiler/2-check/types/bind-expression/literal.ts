import type { Expression, LiteralValue } from '../../../1-parse/csharp/ast.ts';
import { notAnException } from '../bind-statement/statement-messages.ts';
import type { Binding } from '../binding.ts';
import { speculative } from '../binding.ts';
import type { Bound } from '../bound.ts';
import { convert, errorValue, zero } from '../convert.ts';
import { implicitFrom } from '../expression-conversion.ts';
import { decimalLiteral, integer, isFolded } from '../fold.ts';
import { lookUp } from '../member-lookup.ts';
import { inRange } from '../numeric.ts';
import { isOpen, nullType, type Special, type Type, unknownType } from '../type.ts';
import { resolveType } from '../type-syntax.ts';
import { typeText } from '../type-text.ts';
import { bindAny, bindExpression, isBroken } from './expression.ts';
import { literalTooBig, realTooBig, unresolvedNamedValue } from './expression-messages.ts';

type Node<K extends Expression['kind']> = Extract<Expression, { readonly kind: K }>;

export function bindLiteral(binding: Binding, node: Node<'literal'>): Bound {
  const { library } = binding;
  const { value } = node;
  const literal = (type: Type, folded: unknown): Bound => ({ kind: 'literal', span: node.span, type, constant: { value: folded } });
  switch (value.type) {
    case 'null':
      return literal(nullType, null);
    case 'bool':
    case 'char':
    case 'string':
      return literal(library.special(value.type), value.value);
    case 'integer': {
      const special = integerType(value);
      if (special !== undefined) return literal(library.special(special), integer(value.value, special));
      binding.sink.report(literalTooBig, node.span, { text: String(value.value) }, { cs: 'CS1021' });
      return errorValue(node.span);
    }
    case 'real':
      return bindReal(binding, node, value);
  }
}

/** The first of int, uint, long, ulong that holds the value and that the suffix admits (C# standard §6.4.5.3). */
function integerType({ value, suffix }: LiteralValue & { readonly type: 'integer' }): Special | undefined {
  const wanted: Readonly<Record<typeof suffix, readonly Special[]>> = {
    '': ['int', 'uint', 'long', 'ulong'],
    u: ['uint', 'ulong'],
    l: ['long', 'ulong'],
    ul: ['ulong'],
  };
  return wanted[suffix].find((special) => inRange(value, special));
}

function bindReal(binding: Binding, node: Node<'literal'>, value: LiteralValue & { readonly type: 'real' }): Bound {
  const { library } = binding;
  const special: Special = value.suffix === 'f' ? 'float' : value.suffix === 'm' ? 'decimal' : 'double';
  const type = library.special(special);
  if (special === 'decimal') {
    const folded = decimalLiteral(library, plainDigits(value.digits));
    if (isFolded(folded)) return { kind: 'literal', span: node.span, type, constant: folded };
    if (folded === 'overflow') binding.sink.report(realTooBig, node.span, { text: value.digits, type: 'decimal' }, { cs: 'CS0594' });
    return errorValue(node.span);
  }
  const number = special === 'float' ? Math.fround(Number(value.digits)) : Number(value.digits);
  if (!Number.isFinite(number)) {
    binding.sink.report(realTooBig, node.span, { text: value.digits, type: special }, { cs: 'CS0594' });
    return errorValue(node.span);
  }
  return { kind: 'literal', span: node.span, type, constant: { value: number } };
}

/** Digits without an exponent, since the scale of a decimal is part of its value. */
function plainDigits(digits: string): string {
  const [mantissa = '', power] = digits.toLowerCase().split('e');
  if (power === undefined) return mantissa;
  const [whole = '', fraction = ''] = mantissa.split('.');
  const exponent = Number(power);
  if (exponent >= 0) {
    const moved = fraction.padEnd(exponent, '0');
    const rest = moved.slice(exponent);
    return rest === '' ? whole + moved : `${whole}${moved.slice(0, exponent)}.${rest}`;
  }
  const moved = whole.padStart(1 - exponent, '0');
  return `${moved.slice(0, exponent)}.${moved.slice(exponent)}${fraction}`;
}

export function bindNamedValue(binding: Binding, node: Node<'named-value'>): Bound {
  if (binding.namedValues === 'unknown') return { kind: 'named-value', span: node.span, type: unknownType, name: node.name };
  binding.sink.report(unresolvedNamedValue, node.span, { name: node.name });
  return errorValue(node.span);
}

export function bindDefault(binding: Binding, node: Node<'default'>): Bound {
  if (node.type === undefined) return { kind: 'default-literal', span: node.span, type: { kind: 'none', what: 'default' } };
  return zero(node.span, resolveType(binding, node.type));
}

export function bindTypeof(binding: Binding, node: Node<'typeof'>): Bound {
  const target = resolveType(binding, node.type);
  return { kind: 'typeof', span: node.span, type: binding.library.core('System.Type'), target };
}

/** `nameof(a.b.c)`: the last name, once the operand is known to mean something. */
export function bindNameof(binding: Binding, node: Node<'nameof'>): Bound {
  const probe = speculative(binding);
  bindNamed(probe, node.operand);
  if (probe.sink.failed) {
    probe.sink.replay(binding.sink);
    return errorValue(node.span);
  }
  const { operand } = node;
  const name =
    operand.kind === 'identifier' || operand.kind === 'member'
      ? operand.name.text
      : operand.kind === 'type-expression'
        ? operand.type.keyword
        : '';
  return { kind: 'literal', span: node.span, type: binding.library.special('string'), constant: { value: name } };
}

/** A name is enough, also that of an instance member without an instance: `nameof(string.Length)`. */
function bindNamed(binding: Binding, node: Expression): void {
  const target = node.kind === 'member' ? bindAny(binding, node.target) : undefined;
  const isMember =
    node.kind === 'member' && target?.kind === 'type-name' && lookUp(binding.library, target.named, node.name.text) !== undefined;
  if (!isMember) bindAny(binding, node);
}

export function bindChecked(binding: Binding, node: Node<'checked'>): Bound {
  return bindExpression({ ...binding, overflow: node.checked ? 'checked' : 'unchecked' }, node.operand);
}

/** A throw expression; where it may stand is seen by what it is converted to. */
export function bindThrow(binding: Binding, node: Node<'throw-expression'>): Bound {
  return { kind: 'throw-value', span: node.span, type: { kind: 'none', what: 'throw' }, operand: bindThrown(binding, node.operand) };
}

/** What is thrown: an exception, or null. */
export function bindThrown(binding: Binding, node: Expression): Bound {
  const value = bindExpression(binding, node);
  const exception = binding.library.core('System.Exception');
  if (isBroken(value) || isOpen(value.type) || implicitFrom(binding, value, exception) !== undefined)
    return convert(binding, value, exception);
  binding.sink.report(notAnException, value.span, { type: typeText(value.type) }, { cs: 'CS0155' });
  return errorValue(value.span);
}
