import type { Expression } from '../../../1-parse/csharp/ast.ts';
import type { Binding } from '../binding.ts';
import type { Bound } from '../bound.ts';
import { errorValue } from '../convert.ts';
import { isError } from '../type.ts';
import { typeText } from '../type-text.ts';
import { bindNewArray } from './array.ts';
import { bindAssignment, bindIncrement } from './assignment.ts';
import { bindBinary } from './binary.ts';
import { bindCall } from './call.ts';
import { bindAs, bindCast, bindIs } from './cast.ts';
import { bindConditional } from './conditional.ts';
import { bindNew } from './creation.ts';
import { notAValue } from './expression-messages.ts';
import { bindIndex } from './index-access.ts';
import { bindInterpolated } from './interpolation.ts';
import { bindLambdaSyntax } from './lambda.ts';
import { bindChecked, bindDefault, bindLiteral, bindNamedValue, bindNameof, bindThrow, bindTypeof } from './literal.ts';
import { bindConditionalAccess, bindConditionalReceiver, bindMember } from './member.ts';
import { bindIdentifier, bindTypeExpression } from './name.ts';
import { bindQuery } from './query.ts';
import { bindAnonymous, bindTuple } from './tuple.ts';
import { bindUnary } from './unary.ts';

/** Settles the meaning of an expression. The result may still be a type, a namespace or a group of methods. */
export function bindAny(binding: Binding, node: Expression): Bound {
  switch (node.kind) {
    case 'error':
      return errorValue(node.span);
    case 'literal':
      return bindLiteral(binding, node);
    case 'identifier':
      return bindIdentifier(binding, node);
    case 'type-expression':
      return bindTypeExpression(binding, node);
    case 'named-value':
      return bindNamedValue(binding, node);
    case 'parenthesized':
      return bindAny(binding, node.inner);
    case 'member':
      return bindMember(binding, node);
    case 'call':
      return bindCall(binding, node);
    case 'index':
      return bindIndex(binding, node);
    case 'conditional-access':
      return bindConditionalAccess(binding, node);
    case 'conditional-receiver':
      return bindConditionalReceiver(binding, node);
    case 'unary':
      return bindUnary(binding, node);
    case 'increment':
      return bindIncrement(binding, node);
    case 'binary':
      return bindBinary(binding, node);
    case 'assign':
      return bindAssignment(binding, node);
    case 'conditional':
      return bindConditional(binding, node);
    case 'cast':
      return bindCast(binding, node);
    case 'as':
      return bindAs(binding, node);
    case 'is':
      return bindIs(binding, node);
    case 'typeof':
      return bindTypeof(binding, node);
    case 'nameof':
      return bindNameof(binding, node);
    case 'default':
      return bindDefault(binding, node);
    case 'checked':
      return bindChecked(binding, node);
    case 'throw-expression':
      return bindThrow(binding, node);
    case 'new':
      return bindNew(binding, node);
    case 'new-array':
      return bindNewArray(binding, node);
    case 'new-anonymous':
      return bindAnonymous(binding, node);
    case 'tuple':
      return bindTuple(binding, node);
    case 'lambda':
      return bindLambdaSyntax(binding, node);
    case 'interpolated':
      return bindInterpolated(binding, node);
    case 'query':
      return bindQuery(binding, node);
    case 'declaration-expression':
      return misplaced(binding, node.span, 'a declaration');
  }
}

/** Settles the meaning of an expression that has to be a value (which may still wait for its type: a lambda, null, a method group). */
export function bindExpression(binding: Binding, node: Expression): Bound {
  const bound = bindAny(binding, node);
  if (bound.kind === 'type-name') return misplaced(binding, node.span, `the type \`${typeText(bound.named)}\``);
  if (bound.kind === 'namespace') return misplaced(binding, node.span, `the namespace \`${bound.path}\``);
  return bound;
}

function misplaced(binding: Binding, span: Expression['span'], what: string): Bound {
  binding.sink.report(
    notAValue,
    span,
    { what },
    { cs: what.startsWith('a ') ? 'CS1525' : what.startsWith('the type') ? 'CS0119' : 'CS0118' },
  );
  return errorValue(span);
}

/** True when nothing more should be said about a value. */
export const isBroken = (value: Bound): boolean => value.kind === 'error' || isError(value.type);
