import type { Bound } from '../../2-check/types/bound.ts';
import { specialOf, underlying } from '../../2-check/types/type.ts';
import { splitSecrets } from '../../secret-mark.ts';
import { at, type Code, code, type Js, level, list, primary, text } from './code.ts';
import { boxJs } from './conversion.ts';
import { emit, emitLoose } from './expression.ts';
import { readSecret, stringConstant } from './literal.ts';
import { neverNull } from './null-check.ts';
import { runtimeTypeOf } from './runtime-types.ts';
import type { EmitScope } from './scope.ts';

type Node<K extends Bound['kind']> = Extract<Bound, { readonly kind: K }>;

/** The text of a constant whose text does not depend on formatting. */
function constantText(node: Bound): string | undefined {
  if (node.constant === undefined) return undefined;
  const { value } = node.constant;
  if (value === null) return '';
  const special = specialOf(node.type);
  if (special === 'string') return String(value);
  if (special === 'char') return String.fromCharCode(Number(value));
  if (special === 'bool') return value === true ? 'True' : 'False';
  return special !== undefined && plain.has(special) ? String(value) : undefined;
}

/** A value put into text as C# does: null is nothing, the rest its `ToString()`. */
function textOf(scope: EmitScope, node: Bound): Code | string {
  const written = constantText(node);
  if (written !== undefined) return written;
  const js = emitLoose(scope, node);
  const special = specialOf(node.type);
  if (special === 'string') return neverNull(node) ? js.code : code`${at(js, level.coalesce)} ?? ''`;
  // Whole numbers have one text; JavaScript writes it itself.
  if (special !== undefined && plain.has(special)) return js.code;
  if (special === 'char') return code`String.fromCharCode(${js})`;
  const plainType = underlying(node.type);
  const toText = scope.output.import('dotnet/to-text', 'toText');
  const isValue = plainType.kind === 'named' && (plainType.definition.form === 'struct' || plainType.definition.form === 'enum');
  return isValue || plainType.kind === 'parameter' ? code`${toText}(${js}, ${runtimeTypeOf(scope, plainType)})` : code`${toText}(${js})`;
}

const plain: ReadonlySet<string> = new Set(['sbyte', 'byte', 'short', 'ushort', 'int', 'uint', 'long', 'ulong']);

/** Text inside a template literal: everything but printable ASCII escaped, so that no text can end it. */
function templateText(value: string): string {
  let out = '';
  for (let i = 0; i < value.length; i++) {
    const unit = value.charCodeAt(i);
    const char = value.charAt(i);
    if (char === '`' || char === '\\') out += `\\${char}`;
    else if (char === '$') out += value.charAt(i + 1) === '{' ? '\\$' : '$';
    else if (unit === 0x0a) out += '\\n';
    else if (unit === 0x0d) out += '\\r';
    else if (unit === 0x09) out += '\\t';
    else if (unit >= 0x20 && unit < 0x7f) out += char;
    else out += `\\u${unit.toString(16).padStart(4, '0')}`;
  }
  return out;
}

/** Literal text of a template; secret named values in it become holes. */
const literalParts = ({ secrets }: EmitScope, value: string): Code =>
  splitSecrets(value, secrets).flatMap(
    (part): Code => text(part.kind === 'text' ? templateText(part.text) : `\${${readSecret(part.name)}}`),
  );

function template(scope: EmitScope, parts: readonly (string | Code)[]): Js {
  const tokens = parts.flatMap(
    (part): Code => (typeof part === 'string' ? literalParts(scope, part) : [{ text: '${' }, ...part, { text: '}' }]),
  );
  return { code: [{ text: '`' }, ...tokens, { text: '`' }], level: level.primary };
}

/** Texts and objects may be of any length; numbers and characters are not. */
const hasLength = ({ constant, type }: Bound): boolean => {
  const special = specialOf(type);
  return constant === undefined && (special === undefined || special === 'string' || special === 'object');
};

/** Where it may be repeated, a text that grows from another is paid for. */
function paid(scope: EmitScope, js: Js, parts: readonly Bound[]): Js {
  return scope.repeats && parts.some(hasLength) ? primary(code`${scope.host()}.budget.joined(${js.code})`) : js;
}

/** A chain of `+` with text in it. */
export function emitConcat(scope: EmitScope, { parts }: Node<'concat'>): Js {
  const written = template(
    scope,
    parts.map((part) => textOf(scope, part)),
  );
  return paid(scope, written, parts);
}

/** `$"…"`; holes with an alignment or a format go through the library's own formatting. */
export function emitInterpolated(scope: EmitScope, node: Node<'interpolated'>): Js {
  const written = template(
    scope,
    node.parts.map((part) => {
      if (part.kind === 'text') return part.text;
      const { value, alignment, format } = part;
      if (alignment === undefined && format === undefined) return textOf(scope, value);
      const formatHole = scope.output.import('dotnet/support/interpolation', 'formatHole');
      const boxed = boxJs(scope, emit(scope, value), value.type);
      const more = [text(String(alignment ?? 0)), ...(format === undefined ? [] : [stringConstant(scope, format)])];
      return primary(code`${formatHole}(${list([text(scope.host()), boxed, ...more])})`).code;
    }),
  );
  const values = node.parts.flatMap((part) => (part.kind === 'text' ? [] : [part.value]));
  return paid(scope, written, values);
}
