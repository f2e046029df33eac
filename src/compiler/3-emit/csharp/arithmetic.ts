import type { Bound, Operand } from '../../2-check/types/bound.ts';
import { isObject, isReferenceType } from '../../2-check/types/type.ts';
import { callRow } from './call.ts';
import { at, code, type Js, level, operator, primary } from './code.ts';
import { capital } from './conversion.ts';
import { emit, emitLoose } from './expression.ts';
import { isSimple, liftOver } from './lifted.ts';
import type { EmitScope } from './scope.ts';
import { Unsupported } from './unsupported.ts';

type Node<K extends Bound['kind']> = Extract<Bound, { readonly kind: K }>;

export function emitUnary(scope: EmitScope, node: Node<'unary'>): Js {
  const apply = (operand: Js): Js => unary(scope, node, operand);
  if (node.lifted)
    return liftOver(scope, [node.operand], node.operator, ([operand]) =>
      operand === undefined ? emit(scope, node.operand) : apply(operand),
    );
  return apply(emit(scope, node.operand));
}

function unary(scope: EmitScope, { operator: symbol, on, checked }: Node<'unary'>, operand: Js): Js {
  const prefix = (sign: string): Js => ({ code: code`${sign}${at(operand, level.unary + 1)}`, level: level.unary });
  if (symbol === '!') return prefix('!');
  if (symbol === '+') return operand;
  if (on === 'decimal') return decimalOperator(scope, symbol, [operand]);
  if (symbol === '~') return wrapped(prefix('~'), on);
  if (on === 'double' || on === 'float') return prefix('-');
  if (checked) return primary(code`${scope.output.import('dotnet/support/numbers', `checked${capital(on)}`)}(${prefix('-')})`);
  return wrapped(prefix('-'), on);
}

/** An operator of the decimal type, which is the library's. */
function decimalOperator(scope: EmitScope, symbol: string, operands: readonly Js[]): Js {
  const decimal = scope.library.definition('System.Decimal');
  const method = decimal?.members.operators.get(symbol)?.find((found) => found.params.length === operands.length);
  if (decimal === undefined || method === undefined) throw new Unsupported(`the operator ${symbol} of decimal`);
  return callRow(scope, method.row, decimal.type, [], operands);
}

/** Cuts a result to the width of its type. */
function wrapped(js: Js, on: Operand): Js {
  switch (on) {
    case 'int':
    case 'enum':
      return { code: code`${at(js, level.unary)} | 0`, level: level.bitOr };
    case 'uint':
      return { code: code`${at(js, level.unary)} >>> 0`, level: level.shift };
    case 'long':
      return primary(code`BigInt.asIntN(64, ${js})`);
    case 'ulong':
      return primary(code`BigInt.asUintN(64, ${js})`);
    case 'float':
      return primary(code`Math.fround(${js})`);
    default:
      return js;
  }
}

export function emitBinary(scope: EmitScope, node: Node<'binary'>): Js {
  const { left, right, operator: symbol, on } = node;
  if (on === 'delegate' && (symbol === '+' || symbol === '-')) {
    const helper = scope.output.import('dotnet/support/delegates', symbol === '+' ? 'combine' : 'remove');
    return primary(code`${helper}(${scope.host()}, ${emitLoose(scope, left)}, ${emitLoose(scope, right)})`);
  }
  if (on === 'bool' && (symbol === '&' || symbol === '|' || symbol === '^')) return emitBoolean(scope, node);
  const isEquality = symbol === '==' || symbol === '!=';
  // Nulls of T? are JavaScript's null, and numbers compare by ===.
  if (isEquality && on !== 'decimal') return equality(scope, node);
  if (node.lifted)
    return liftOver(scope, [left, right], symbol, ([a, b]) => binary(scope, node, a ?? emit(scope, left), b ?? emit(scope, right)));
  return binary(scope, node, emit(scope, left), emit(scope, right));
}

const isNull = (value: Bound): boolean => value.constant?.value === null;

function equality(scope: EmitScope, node: Node<'binary'>): Js {
  const { left, right, on } = node;
  const symbol = node.operator === '==' ? '===' : '!==';
  const [a, b] = [emitLoose(scope, left), emitLoose(scope, right)];
  const objects = [left, right].map((value) => (value.kind === 'convert' && value.conversion.kind === 'up' ? value.operand : value));
  const mayBeBare = on === 'reference' && !node.lifted && objects.every((value) => !isNull(value) && isObjectLike(value));
  if (!mayBeBare) return operator(a, symbol, b, level.equality);
  const same = primary(code`${scope.output.import('dotnet/support/boxing', 'sameReference')}(${a}, ${b})`);
  return node.operator === '==' ? same : { code: code`!${same}`, level: level.unary };
}

/** Static types behind which a bare int or bool may stand. */
const isObjectLike = (value: Bound): boolean =>
  isObject(value.type) ||
  value.type.kind === 'parameter' ||
  (value.type.kind === 'named' && value.type.definition.form === 'interface') ||
  !isReferenceType(value.type);

function binary(scope: EmitScope, node: Node<'binary'>, left: Js, right: Js): Js {
  const { operator: symbol, on } = node;
  if (on === 'decimal') return decimalOperator(scope, symbol, [left, right]);
  switch (symbol) {
    case '<':
    case '>':
    case '<=':
    case '>=':
      return operator(left, symbol, right, level.relational);
    case '==':
      return operator(left, '===', right, level.equality);
    case '!=':
      return operator(left, '!==', right, level.equality);
    case '+':
    case '-':
      return arithmetic(scope, node, operator(left, symbol, right, level.additive));
    case '*':
      return multiplication(scope, node, left, right);
    case '/':
    case '%':
      return division(scope, node, left, right);
    case '<<':
    case '>>':
      return shift(on, symbol, left, right);
    default:
      return bits(on, symbol, left, right);
  }
}

function arithmetic(scope: EmitScope, { on, checked }: Node<'binary'>, js: Js): Js {
  const isWhole = on === 'int' || on === 'uint' || on === 'long' || on === 'ulong';
  if (!checked || !isWhole) return wrapped(js, on);
  return primary(code`${scope.output.import('dotnet/support/numbers', `checked${capital(on)}`)}(${js})`);
}

function multiplication(scope: EmitScope, node: Node<'binary'>, left: Js, right: Js): Js {
  const { on, checked } = node;
  const product = operator(left, '*', right, level.multiplicative);
  if (checked || (on !== 'int' && on !== 'uint')) return arithmetic(scope, node, product);
  // The product of two 32-bit numbers may not fit a double exactly.
  const whole = primary(code`Math.imul(${left}, ${right})`);
  return on === 'int' ? whole : { code: code`${whole.code} >>> 0`, level: level.shift };
}

function division(scope: EmitScope, { operator: symbol, on }: Node<'binary'>, left: Js, right: Js): Js {
  if (on === 'double') return operator(left, symbol, right, level.multiplicative);
  if (on === 'float') return wrapped(operator(left, symbol, right, level.multiplicative), on);
  const suffix = on === 'int' || on === 'enum' ? 'Int' : on === 'uint' ? 'Uint' : on === 'long' ? 'Long' : 'Ulong';
  const name = `${symbol === '/' ? 'divide' : 'remainder'}${suffix}`;
  return primary(code`${scope.output.import('dotnet/support/numbers', name)}(${left}, ${right})`);
}

function shift(on: Operand, symbol: '<<' | '>>', left: Js, right: Js): Js {
  if (on === 'int') return operator(left, symbol, right, level.shift);
  if (on === 'uint')
    return symbol === '>>' ? operator(left, '>>>', right, level.shift) : wrapped(operator(left, '<<', right, level.shift), on);
  const count = primary(code`BigInt(${at(right, level.bitAnd)} & 63)`);
  const moved: Js = { code: code`${at(left, level.shift)} ${symbol} ${count.code}`, level: level.shift };
  return symbol === '<<' ? wrapped(moved, on) : moved;
}

const bitLevels = { '&': level.bitAnd, '^': level.bitXor, '|': level.bitOr } as const;

function bits(on: Operand, symbol: string, left: Js, right: Js): Js {
  if (symbol !== '&' && symbol !== '|' && symbol !== '^') throw new Unsupported(`the operator ${symbol}`);
  const js = operator(left, symbol, right, bitLevels[symbol]);
  return on === 'uint' ? wrapped(js, on) : js;
}

/** `&`, `|`, `^` on bools evaluate both sides; on `bool?` they know three values. */
function emitBoolean(scope: EmitScope, node: Node<'binary'>): Js {
  const { left, right, operator: symbol } = node;
  const [a, b] = [emit(scope, left), emit(scope, right)];
  if (symbol === '^' && !node.lifted) return operator(a, '!==', b, level.equality);
  const names = { '&': 'and', '|': 'or', '^': 'xor' } as const;
  const name = names[symbol as '&' | '|' | '^'];
  if (node.lifted) return primary(code`${scope.output.import('dotnet/support/booleans', `${name}Nullable`)}(${a}, ${b})`);
  if (isSimple(right)) return operator(a, symbol === '&' ? '&&' : '||', b, symbol === '&' ? level.and : level.or);
  return primary(code`${scope.output.import('dotnet/support/booleans', name)}(${a}, ${b})`);
}

export const emitLogical = (scope: EmitScope, node: Node<'logical'>): Js =>
  operator(emit(scope, node.left), node.operator, emit(scope, node.right), node.operator === '&&' ? level.and : level.or);
