import { nearest } from '../../../diagnostics/nearest.ts';
import type { Span } from '../../../diagnostics/span.ts';
import type { ValueSchema, ValueType } from '../../../policies/define.ts';
import type { Expression, Literal, Value } from '../../1-parse/xml/tree.ts';
import type { LiteralPart, ValueNode } from '../model.ts';
import { type CodeText, checkCode, codeInput } from './check-code.ts';
import { checkEntity } from './check-references.ts';
import { messages } from './messages.ts';
import { resolveNamedValues } from './named-values.ts';
import type { Place } from './place.ts';
import { mayBecomeAnother } from './placeholder.ts';

/** Whose value it is, for messages. */
export interface Owner {
  readonly element: string;
  /** Undefined for an element's text. */
  readonly attribute: string | undefined;
  /** Double braces may be Liquid's. */
  readonly liquid?: boolean;
  /** White space around a text belongs to it. */
  readonly verbatim?: boolean;
}

/** Checks a value against its schema. Undefined when there is nothing that could be used. */
export function checkValue(value: Value, schema: ValueSchema, owner: Owner, place: Place): ValueNode | undefined {
  const node = value.kind === 'literal' ? checkLiteral(value, schema, owner, place) : checkExpression(value, schema, owner, place);
  if (node?.kind === 'expression') place.bound.set(value, node.bound);
  else if (node?.kind === 'literal') checkEntity(node, place);
  return node;
}

function checkExpression(value: Expression, schema: ValueSchema, owner: Owner, place: Place): ValueNode | undefined {
  if (!schema.expression) {
    place.report(messages.attributeExpression, value.span, { element: owner.element, name: owner.attribute ?? 'the text' });
    return undefined;
  }
  if (!value.closed) return undefined;
  return expressionNode(codeInput(value, place), value.kind, value.span, schema, place);
}

function expressionNode(
  code: CodeText | undefined,
  kind: 'single' | 'block',
  span: Span,
  schema: ValueSchema,
  place: Place,
): ValueNode | undefined {
  const bound = checkCode(code, kind, place);
  return bound === undefined || code === undefined ? undefined : { kind: 'expression', schema, span, code: code.written, bound };
}

function checkLiteral(value: Literal, schema: ValueSchema, owner: Owner, place: Place): ValueNode | undefined {
  const parts = owner.liquid === true ? [textPart(value.text)] : resolveNamedValues(value, place);
  if (parts === undefined) return undefined;
  const known = parts.every((part) => part.kind === 'text');
  const trimmed = owner.verbatim === true ? parts : trimParts(parts, schema.type, owner);
  if (!known) return { kind: 'literal', schema, span: value.span, parts: trimmed };
  const text = trimmed.map((part) => (part.kind === 'text' ? part.text : '')).join('');
  const made = value.namedValues.length === 0 ? null : /^\s*@(?:\(([\s\S]*)\)|\{([\s\S]*)\})\s*$/.exec(text);
  if (made !== null) {
    const code = made[1] ?? made[2] ?? '';
    return expressionNode(
      { code, written: code, toSource: () => value.span.start, namedValues: 'resolved' },
      made[1] === undefined ? 'block' : 'single',
      value.span,
      schema,
      place,
    );
  }
  const fits = checkType(text, schema.type, innerSpan(value), place);
  if (fits === 'placeholder') return { kind: 'placeholder', schema, span: value.span, text: text.trim() };
  return { kind: 'literal', schema, span: value.span, parts: trimmed };
}

const textPart = (text: string): LiteralPart => ({ kind: 'text', text });

/** White space around a text is layout (reference: xml-dialect, white space); in an attribute it belongs to a text and to nothing else. */
function trimParts(parts: readonly LiteralPart[], type: ValueType, owner: Owner): readonly LiteralPart[] {
  if (owner.attribute !== undefined && (type.kind === 'text' || type.kind === 'any')) return parts;
  return parts.map((part, index) => {
    if (part.kind !== 'text') return part;
    const start = index === 0 ? part.text.trimStart() : part.text;
    return textPart(index === parts.length - 1 ? start.trimEnd() : start);
  });
}

/** The value without the white space around it. */
function innerSpan(value: Literal): Span {
  const start = value.text.length - value.text.trimStart().length;
  const end = value.text.trimEnd().length;
  return end <= start ? value.span : value.map.span(start, end);
}

/** Reports what is wrong with a text. A project is what will be served; a file by itself may be the template of one. */
function checkType(text: string, type: ValueType, span: Span, { report, isolated }: Place): 'checked' | 'placeholder' {
  const fault = faultOf(text, type);
  if (fault === undefined) return 'checked';
  if (isolated && mayBecomeAnother(text)) {
    report(messages.placeholder, span, { value: text });
    return 'placeholder';
  }
  report(messages.value, span, { value: text, ...fault });
  return 'checked';
}

interface ValueFault {
  readonly expected: string;
  readonly hint: string;
}

const fault = (expected: string, hint: string): ValueFault => ({ expected, hint });

/** Why a text is no value of a type. */
function faultOf(text: string, type: ValueType): ValueFault | undefined {
  switch (type.kind) {
    case 'bool':
      return /^(true|false)$/i.test(text) ? undefined : fault('boolean', 'write true or false');
    case 'int':
      if (!/^[+-]?\d+$/.test(text) || !Number.isSafeInteger(Number(text))) return fault('whole number', 'write digits only');
      return outOfBounds(Number(text), type);
    case 'number':
      if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(text)) return fault('number', 'write digits, with a point where there is a fraction');
      return outOfBounds(Number(text), type);
    case 'word': {
      if (type.words.includes(text)) return undefined;
      const meant = nearest(text, type.words);
      return fault('allowed word', `${meant === undefined ? '' : `did you mean \`${meant}\`? `}it is one of ${type.words.join(', ')}`);
    }
    case 'url':
      return text === '' || /^[a-z][a-z0-9+.-]*:\/\/[^\s/?#]+/i.test(text) ? undefined : fault('absolute URL', 'it begins with https://');
    case 'variable-name':
      return text === '' ? fault('variable name', 'write a name') : undefined;
    default:
      return undefined;
  }
}

function outOfBounds(value: number, { min, max }: { readonly min?: number; readonly max?: number }): ValueFault | undefined {
  if (min !== undefined && value < min) return fault('allowed number', `the least is ${min}`);
  if (max !== undefined && value > max) return fault('allowed number', `the most is ${max}`);
  return undefined;
}
