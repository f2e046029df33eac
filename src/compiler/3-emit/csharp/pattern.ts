import type { Bound } from '../../2-check/types/bound.ts';
import type { BoundPattern } from '../../2-check/types/bound-statement.ts';
import { standardImplicit } from '../../2-check/types/conversion.ts';
import { isObject, isReferenceType, isValueType, sameType, specialOf, type Type, underlying } from '../../2-check/types/type.ts';
import { at, code, type Js, level, operator, primary, text, typeOnly } from './code.ts';
import { boxJs } from './conversion.ts';
import { emit, emitLoose } from './expression.ts';
import { after, isNullTest, isSimple, notNullTest } from './lifted.ts';
import { runtimeTypeOf } from './runtime-types.ts';
import type { EmitScope } from './scope.ts';

const truth: Js = { code: text('true'), level: level.primary };

/** `value is pattern`. */
export function emitIs(scope: EmitScope, node: Extract<Bound, { readonly kind: 'is' }>): Js {
  const { operand, pattern } = node;
  const js = emitLoose(scope, operand);
  const needsTwice = 'local' in pattern && pattern.local !== undefined;
  if (isSimple(operand) || !needsTwice) {
    const test = emitTest(scope, pattern, js, operand.type);
    // What is never looked at is still evaluated.
    return pattern.kind === 'never' || (pattern.kind === 'var' && !needsTwice) ? after(isSimple(operand) ? [] : [js], test) : test;
  }
  const name = scope.temporary(operand.type);
  const held: Js = { code: text(name), level: level.primary };
  return after([{ code: code`${name} = ${js}`, level: level.assign }], emitTest(scope, pattern, held, operand.type));
}

/** Whether a value fits a pattern; a variable of the pattern gets its value on the way. The value is written more than once. */
export function emitTest(scope: EmitScope, pattern: BoundPattern, value: Js, type: Type): Js {
  switch (pattern.kind) {
    case 'never':
      return { code: text('false'), level: level.primary };
    case 'constant':
      return constantTest(scope, pattern.value, value, type);
    case 'var': {
      if (pattern.local === undefined) return truth;
      return { code: code`(${readLocal(scope, pattern.local)} = ${value}, true)`, level: level.primary };
    }
    case 'type': {
      const test = typeTest(scope, pattern.type, value, type);
      if (pattern.local === undefined) return test;
      const taken: Js = {
        code: code`(${readLocal(scope, pattern.local)} = ${valueAs(scope, value, type, pattern.type)}, true)`,
        level: level.primary,
      };
      return test === truth ? taken : operator(test, '&&', taken, level.and);
    }
  }
}

const readLocal = (scope: EmitScope, local: Parameters<EmitScope['read']>[0]): Js => scope.read(local) ?? truth;

/** `value is T`: by JavaScript's own types where they tell, else by the run-time type. */
function typeTest(scope: EmitScope, wanted: Type, value: Js, type: Type): Js {
  const plain = underlying(type);
  if (isValueType(plain)) {
    // The static type settles it: only null is left to ask.
    if (sameType(plain, underlying(wanted)) || !isValueType(wanted)) return type.kind === 'nullable' ? notNullTest(value) : truth;
  } else if (standardImplicit(scope.library, type, wanted) !== undefined) return notNullTest(value);
  const names: Readonly<Partial<Record<string, string>>> = { string: 'string', int: 'number', bool: 'boolean' };
  const name = names[specialOf(wanted) ?? ''];
  if (name !== undefined && type.kind !== 'parameter')
    return operator(
      { code: code`typeof ${at(value, level.unary)}`, level: level.unary },
      '===',
      { code: text(`'${name}'`), level: level.primary },
      level.equality,
    );
  const tested = type.kind === 'parameter' ? boxJs(scope, value, type) : value;
  return primary(code`${scope.output.import('dotnet/is-instance', 'isInstance')}(${tested}, ${runtimeTypeOf(scope, underlying(wanted))})`);
}

/** A value that was found to be a `wanted`, in the form of that type. */
function valueAs(scope: EmitScope, value: Js, type: Type, wanted: Type): Js {
  const asserted = (js: Js): Js => ({
    code: [...typeOnly('('), ...at(js, level.assign), ...typeOnly(` as ${scope.type(wanted)})`)],
    level: js.level,
  });
  if (isValueType(underlying(type))) return isReferenceType(wanted) ? boxJs(scope, value, underlying(type)) : value;
  if (!isValueType(wanted) && wanted.kind !== 'parameter') return asserted(value);
  const special = specialOf(wanted);
  if (special === 'int' || special === 'bool') return asserted(value);
  return primary(
    code`${scope.output.import('dotnet/support/boxing', 'unbox')}${typeOnly(`<${scope.type(wanted)}>`)}(${runtimeTypeOf(scope, wanted)}, ${value})`,
  );
}

function constantTest(scope: EmitScope, constant: Bound, value: Js, type: Type): Js {
  if (constant.constant?.value === null) return isNullTest(value);
  const operand = constant.kind === 'convert' && constant.constant === undefined ? constant.operand : constant;
  const js = emit(scope, operand);
  const plain = underlying(type);
  const special = specialOf(plain);
  const comparesPlainly = special !== undefined && special !== 'object' && special !== 'decimal';
  if (comparesPlainly || (plain.kind === 'named' && plain.definition.form === 'enum')) return operator(value, '===', js, level.equality);
  const equals = scope.output.import('dotnet/equals', 'equals');
  const boxed = isObject(type) || !isValueType(plain) ? boxJs(scope, js, operand.type) : js;
  return primary(code`${equals}(${value}, ${boxed})`);
}

/** `value as T`. */
export function emitAs(scope: EmitScope, node: Extract<Bound, { readonly kind: 'as' }>): Js {
  const { operand, target } = node;
  const js = emitLoose(scope, operand);
  if (standardImplicit(scope.library, operand.type, target) !== undefined) {
    const boxes = isValueType(operand.type) && isReferenceType(target);
    return boxes ? boxJs(scope, js, operand.type) : js;
  }
  const { output } = scope;
  if (specialOf(target) === 'string') return primary(code`${output.import('dotnet/support/casting', 'asString')}(${js})`);
  const value = isValueType(operand.type) || operand.type.kind === 'parameter' ? boxJs(scope, js, operand.type) : js;
  const helper = target.kind === 'nullable' ? 'asNullable' : 'asType';
  return primary(
    code`${output.import('dotnet/support/casting', helper)}${typeOnly(`<${scope.type(underlying(target))}>`)}(${runtimeTypeOf(scope, underlying(target))}, ${value})`,
  );
}
