import { camel, type ValueType } from '../../../policies/define.ts';
import type { LiteralPart, PolicyNode, ValueNode } from '../../2-check/model.ts';
import { type Special, specialOf } from '../../2-check/types/type.ts';
import { type Emitted, emitFunction } from '../csharp/emit.ts';
import { Unsupported } from '../csharp/unsupported.ts';
import { code, type Piece } from '../pieces.ts';
import { quote } from './quote.ts';
import type { Writer } from './writer.ts';

/** A value as an argument: a literal written out, or the call of the function that an expression became. */
export function emitValue(value: ValueNode, policy: PolicyNode, name: string, writer: Writer): readonly Piece[] {
  if (value.kind === 'literal') return [code(literal(value.parts, value.schema.type, writer))];
  const call = value.kind === 'placeholder' ? placeholder(value, writer) : expression(value, policy, name, writer);
  return value.schema.lazy ? [code('(x) => '), ...call] : call;
}

const placeholder = ({ text, span }: Extract<ValueNode, { kind: 'placeholder' }>, writer: Writer): readonly Piece[] => [
  code(writer.unresolved(`a value for the placeholder \`${text}\``, span)),
];

/** A text known when compiled is written in its type; one with a secret in it is converted when the handler runs. */
function literal(parts: readonly LiteralPart[], type: ValueType, writer: Writer): string {
  if (parts.length === 1 && parts[0]?.kind === 'text') return typed(parts[0].text, type);
  const text = parts.map((part) => (part.kind === 'text' ? quote(part.text) : `x.context.namedValue(${quote(part.name)})`)).join(' + ');
  return fitted(text || "''", type, 'string', writer);
}

function typed(text: string, type: ValueType): string {
  switch (type.kind) {
    case 'bool':
      return String(text.toLowerCase() === 'true');
    case 'int':
    case 'number':
      return String(Number(text));
    default:
      return quote(text);
  }
}

function expression(value: Extract<ValueNode, { kind: 'expression' }>, policy: PolicyNode, name: string, writer: Writer): readonly Piece[] {
  if (!value.bound.ok) return [code(writer.unresolved('the text of a named value that stands in code', value.span))];
  const site = writer.sites.add(policy, value.span, 'expression');
  const local = `${camel(policy.definition.name)}${pascal(name)}${site}`;
  const emitted = written(value, local, writer);
  if (emitted === undefined) return [code('undefined')];
  for (const wanted of emitted.imports) writer.use(wanted);
  for (const constant of emitted.constants) writer.constant(constant);
  writer.hoisted.push(code(`\n/** ${comment(value.code)} */\n`));
  for (const piece of emitted.pieces) writer.hoisted.push(piece);
  writer.hoisted.push(code('\n'));
  if (/\bBody\b/.test(value.code)) {
    writer.reads.requestBody = true;
    writer.reads.responseBody = true;
  }
  const call = `${local}(x.at(sites[${site}]))`;
  return [{ text: converted(call, value, writer), span: value.span }];
}

/** The expression as a function; undefined, and told, when something in it cannot be written down yet. */
function written(value: Extract<ValueNode, { kind: 'expression' }>, name: string, writer: Writer): Emitted | undefined {
  try {
    return emitFunction(value.bound, name);
  } catch (error) {
    if (!(error instanceof Unsupported)) throw error;
    writer.refuse(error.what, value.span);
    return undefined;
  }
}

/** Wraps a call so that the result fits what the policy takes. Nothing is wrapped where the static type already does. */
function converted(call: string, { schema: { type }, bound }: Extract<ValueNode, { kind: 'expression' }>, writer: Writer): string {
  const special = specialOf(bound.type);
  // A string in C# may be null.
  return special === 'string' && isText(type) ? `${call} ?? ''` : fitted(call, type, special, writer);
}

const isText = ({ kind }: ValueType): boolean => !['any', 'bool', 'int', 'number', 'word'].includes(kind);

/** Code of the C# type `from`, converted to what the policy takes. */
function fitted(code: string, type: ValueType, from: Special | undefined, writer: Writer): string {
  const convert = (name: string): string => writer.use({ module: 'runtime/convert', name });
  switch (type.kind) {
    case 'any':
      return code;
    case 'bool':
      return from === 'bool' ? code : `${convert('asBool')}(${code})`;
    case 'int':
      return from === 'int' ? code : `${convert('asInt')}(${code})`;
    case 'number':
      return from === 'int' || from === 'double' ? code : `${convert('asNumber')}(${code})`;
    case 'word':
      return `${convert('asWord')}(${code}, [${type.words.map(quote).join(', ')}])`;
    default:
      return from === 'string' ? code : `${convert('asText')}(${code})`;
  }
}

const pascal = (name: string): string => {
  const plain = camel(name.replace(/[^A-Za-z0-9-]/g, ''));
  return plain.charAt(0).toUpperCase() + plain.slice(1);
};

/** C# for a comment: one line, cut, and unable to end the comment. */
function comment(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim().replaceAll('*/', '* /');
  return line.length > 100 ? `${line.slice(0, 99)}…` : line;
}
