import type { Bound } from '../../2-check/types/bound.ts';
import { isReferenceType, specialOf } from '../../2-check/types/type.ts';
import { code, type Js, primary } from './code.ts';
import { emit, emitLoose } from './expression.ts';
import { isNeverNull } from './never-null.ts';
import type { EmitScope } from './scope.ts';

/** True for expressions that never give null. */
export function neverNull(node: Bound): boolean {
  if (node.constant !== undefined) return node.constant.value !== null;
  switch (node.kind) {
    case 'context':
    case 'construct':
    case 'initialized':
    case 'array':
    case 'anonymous':
    case 'tuple':
    case 'lambda':
    case 'concat':
    case 'interpolated':
    case 'typeof':
      return true;
    case 'call':
      return isNeverNull(node.method.owner, node.method.name, node.method.returns);
    case 'property':
      return isNeverNull(node.member.owner, node.member.name, node.member.type);
    case 'field':
      return isNeverNull(node.member.owner, node.member.name, node.member.type);
    case 'convert':
      return (
        (node.conversion.kind === 'up' || node.conversion.kind === 'identity' || node.conversion.kind === 'down') && neverNull(node.operand)
      );
    case 'coalesce':
      return neverNull(node.right) && (node.whenValue.kind === 'local' || neverNull(node.whenValue));
    case 'conditional':
      return neverNull(node.whenTrue) && neverNull(node.whenFalse);
    case 'local':
      return node.local.kind === 'catch';
    default:
      return false;
  }
}

/** The object before a dot: checked for null unless it cannot be. */
export function emitReceiver(scope: EmitScope, node: Bound): Js {
  if (!isReferenceType(node.type) || neverNull(node) || scope.isProven(node)) return emit(scope, node);
  return primary(code`${scope.output.import('dotnet/values', 'deref')}(${emitLoose(scope, node)})`);
}

export const isText = (node: Bound): boolean => specialOf(node.type) === 'string';
