import type { Bound } from '../../2-check/types/bound.ts';
import { isObject, isReferenceType } from '../../2-check/types/type.ts';
import {
  emitAnonymousMember,
  emitElement,
  emitField,
  emitIndexer,
  emitLength,
  emitNullableMember,
  emitProperty,
  emitTupleItem,
} from './access.ts';
import { emitBinary, emitLogical, emitUnary } from './arithmetic.ts';
import { emitAssign, emitUpdate } from './assign.ts';
import { emitCall, emitInvoke, emitLiftedCall, emitLocalCall } from './call.ts';
import { code, type Js, level, mapped, primary, text, typeOnly } from './code.ts';
import { emitCoalesce, emitConditional, emitConditionalAccess } from './conditional.ts';
import { emitConversion, leavesValue } from './conversion.ts';
import { emitAnonymous, emitArray, emitConstruct, emitInitialized, emitTuple, emitZero } from './creation.ts';
import { emitDeconstruct } from './deconstruct.ts';
import { emitLambda } from './lambda.ts';
import { emitConstant } from './literal.ts';
import { neverNull } from './null-check.ts';
import { emitAs, emitIs } from './pattern.ts';
import { runtimeTypeOf } from './runtime-types.ts';
import type { EmitScope } from './scope.ts';
import { emitConcat, emitInterpolated } from './text.ts';
import { emitTupleEquality } from './tuple-equality.ts';
import { Unsupported } from './unsupported.ts';

/**
 * Writes an expression. Its value is in the JavaScript form of its C# type. A reference may be null in C# without its type saying so;
 * TypeScript is told by `!` that this is meant.
 */
export function emit(scope: EmitScope, node: Bound): Js {
  const js = emitLoose(scope, node);
  if (!isReferenceType(node.type) || isObject(node.type) || !mayGiveNull(node)) return js;
  if (js.level >= level.call) return { code: [js.code, typeOnly('!')], level: js.level };
  return { code: [typeOnly('('), js.code, typeOnly(')!')], level: js.level };
}

const nullKinds: ReadonlySet<Bound['kind']> = new Set([
  'call',
  'property',
  'indexer',
  'field',
  'invoke',
  'element',
  'conditional-access',
  'as',
]);

function mayGiveNull(node: Bound): boolean {
  if (node.constant !== undefined) return node.constant.value === null;
  if (neverNull(node)) return false;
  if (node.kind !== 'convert') return nullKinds.has(node.kind);
  return node.conversion.kind === 'user' || (leavesValue(node.conversion) && mayGiveNull(node.operand));
}

/** Writes an expression for a place that takes null as well. */
export function emitLoose(scope: EmitScope, node: Bound): Js {
  const js = node.constant === undefined ? write(scope, node) : emitConstant(scope, node.constant, node.type);
  return { ...js, code: mapped(js.code, node.span) };
}

function write(scope: EmitScope, node: Bound): Js {
  switch (node.kind) {
    case 'literal':
      return emitConstant(scope, node.constant, node.type);
    case 'local': {
      const js = scope.read(node.local);
      if (js === undefined) throw new Unsupported('a variable that is not declared');
      return js;
    }
    case 'context':
      return { code: text('context'), level: level.primary };
    case 'call':
      return emitCall(scope, node);
    case 'construct':
      return emitConstruct(scope, node);
    case 'property':
      return emitProperty(scope, node);
    case 'field':
      return emitField(scope, node);
    case 'indexer':
      return emitIndexer(scope, node);
    case 'element':
      return emitElement(scope, node);
    case 'array-length':
      return emitLength(scope, node);
    case 'tuple-item':
      return emitTupleItem(scope, node);
    case 'anonymous-member':
      return emitAnonymousMember(scope, node);
    case 'nullable-member':
      return emitNullableMember(scope, node);
    case 'convert':
      return emitConversion(scope, node);
    case 'unary':
      return emitUnary(scope, node);
    case 'binary':
      return emitBinary(scope, node);
    case 'lifted-call':
      return emitLiftedCall(scope, node);
    case 'tuple-equality':
      return emitTupleEquality(scope, node);
    case 'logical':
      return emitLogical(scope, node);
    case 'concat':
      return emitConcat(scope, node);
    case 'coalesce':
      return emitCoalesce(scope, node);
    case 'conditional':
      return emitConditional(scope, node);
    case 'assign':
      return emitAssign(scope, node, 'value');
    case 'update':
      return emitUpdate(scope, node, 'value');
    case 'deconstruct':
      return emitDeconstruct(scope, node);
    case 'conditional-access':
      return emitConditionalAccess(scope, node);
    case 'lambda':
      return emitLambda(scope, node);
    case 'invoke':
      return emitInvoke(scope, node);
    case 'local-call':
      return emitLocalCall(scope, node);
    case 'tuple':
      return emitTuple(scope, node);
    case 'anonymous':
      return emitAnonymous(scope, node);
    case 'array':
      return emitArray(scope, node);
    case 'initialized':
      return emitInitialized(scope, node);
    case 'is':
      return emitIs(scope, node);
    case 'as':
      return emitAs(scope, node);
    case 'typeof':
      return primary(code`${scope.output.import('dotnet/system/Type', 'typeObject')}(${runtimeTypeOf(scope, node.target)})`);
    case 'zero':
      return emitZero(scope, node.type);
    case 'interpolated':
      return emitInterpolated(scope, node);
    case 'throw':
      return primary(code`${scope.output.import('dotnet/support/throwing', 'throwValue')}(${emit(scope, node.operand)})`);
    default:
      throw new Unsupported(`an expression of kind ${node.kind}`);
  }
}

/** Writes an expression whose value nobody looks at. */
export function emitEffect(scope: EmitScope, node: Bound): Js {
  switch (node.kind) {
    case 'assign':
      return emitAssign(scope, node, 'effect');
    case 'update':
      return emitUpdate(scope, node, 'effect');
    default:
      return emitLoose(scope, node);
  }
}
