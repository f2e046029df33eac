import type { Folded } from '../../2-check/types/bound.ts';
import { isEnum, type NamedType, specialOf, type Type, underlying } from '../../2-check/types/type.ts';
import { splitSecrets } from '../../secret-mark.ts';
import { quote } from '../document/quote.ts';
import { code, type Js, level, primary, text } from './code.ts';
import type { EmitScope } from './scope.ts';

const primaryText = (value: string): Js => ({ code: text(value), level: level.primary });

/** A constant, written in the JavaScript form of its type. */
export function emitConstant(scope: EmitScope, constant: Folded, type: Type): Js {
  const { value } = constant;
  if (value === null || value === undefined) return primaryText('null');
  const plain = underlying(type);
  if (isEnum(plain) && typeof value === 'number') return enumConstant(scope, plain, value);
  switch (typeof value) {
    case 'string':
      return stringConstant(scope, value);
    case 'boolean':
      return primaryText(String(value));
    case 'bigint':
      return value < 0n ? { code: text(`${value}n`), level: level.unary } : primaryText(`${value}n`);
    case 'number':
      return numberConstant(value);
    default:
      return specialOf(plain) === 'decimal' ? decimalConstant(scope, String(value)) : primaryText('null');
  }
}

/** A string; secret named values in it are read when the handler runs. */
export function stringConstant({ secrets }: EmitScope, value: string): Js {
  const parts = splitSecrets(value, secrets);
  if (parts.every((part) => part.kind === 'text')) return primaryText(quote(value));
  return {
    code: text(parts.map((part) => (part.kind === 'text' ? quote(part.text) : readSecret(part.name))).join(' + ')),
    level: level.additive,
  };
}

/** The read of a secret named value. */
export const readSecret = (name: string): string => `context.namedValue(${quote(name)})`;

function numberConstant(value: number): Js {
  if (Number.isNaN(value)) return primaryText('NaN');
  if (value === Number.POSITIVE_INFINITY) return primaryText('Infinity');
  const written = Object.is(value, -0) ? '-0' : String(value).replace('e+', 'e');
  return written.startsWith('-') ? { code: text(written), level: level.unary } : primaryText(written);
}

/** A member of an enum by its name, or the number for a combination. */
function enumConstant(scope: EmitScope, type: NamedType, value: number): Js {
  const { surface, members } = type.definition;
  const name = [...members.values.values()].find((member) => member.kind === 'constant' && member.value === value)?.name;
  if (surface === undefined || name === undefined) return numberConstant(value);
  return primary(code`${scope.output.import(surface.module, surface.surface, surface.local)}.${name}`);
}

/** Decimals are made once per module; the digits are the constant's name. */
function decimalConstant(scope: EmitScope, digits: string): Js {
  const name = `decimal${digits.replace('-', 'Minus').replace('.', '_')}`;
  return primaryText(
    scope.output.constant(name, () => code`${scope.output.import('dotnet/values/decimal', 'Decimal')}.literal(${quote(digits)})`),
  );
}
