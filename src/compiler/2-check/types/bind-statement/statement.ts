import type { Statement } from '../../../1-parse/csharp/ast.ts';
import { bindExpression, isBroken } from '../bind-expression/expression.ts';
import type { Binding } from '../binding.ts';
import type { BoundStatement } from '../bound-statement.ts';
import { convert } from '../convert.ts';
import { isStatement } from '../lambda-reading.ts';
import { isOpen } from '../type.ts';
import { bindBlock, bindEmbedded } from './block.ts';
import { bindForeach } from './foreach.ts';
import { bindGoto, bindJump, bindLabeled, bindReturn, bindThrowStatement } from './jump.ts';
import { bindLocals } from './local.ts';
import { bindFunction } from './local-function.ts';
import { bindDo, bindFor, bindWhile } from './loop.ts';
import { statementOnly } from './statement-messages.ts';
import { bindSwitch } from './switch.ts';
import { bindLock, bindTry, bindUsing } from './try.ts';
import { bindYield } from './yield.ts';

/** Binds one statement; a declaration of several variables gives several. */
export function bindStatement(binding: Binding, node: Statement): readonly BoundStatement[] {
  switch (node.kind) {
    case 'block':
      return [bindBlock(binding, node)];
    case 'local':
      return bindLocals(binding, node);
    case 'empty':
      return [{ kind: 'empty', span: node.span }];
    case 'expression-statement': {
      const value = bindExpression(binding, node.value);
      if (isBroken(value)) return [{ kind: 'error', span: node.span }];
      if (!isStatement(value) && !isOpen(value.type)) binding.sink.report(statementOnly, node.value.span, {}, { cs: 'CS0201' });
      return [{ kind: 'expression', span: node.span, value }];
    }
    case 'return':
      return [bindReturn(binding, node)];
    case 'if': {
      const test = convert(binding, bindExpression(binding, node.test), binding.library.special('bool'));
      const whenTrue = bindEmbedded(binding, node.then);
      const whenFalse = node.otherwise === undefined ? undefined : bindEmbedded(binding, node.otherwise);
      return [{ kind: 'if', span: node.span, test, whenTrue, whenFalse }];
    }
    case 'while':
      return [bindWhile(binding, node)];
    case 'do':
      return [bindDo(binding, node)];
    case 'for':
      return [bindFor(binding, node)];
    case 'foreach':
      return [bindForeach(binding, node)];
    case 'switch':
      return [bindSwitch(binding, node)];
    case 'break':
    case 'continue':
      return [bindJump(binding, node)];
    case 'goto':
      return [bindGoto(binding, node)];
    case 'labeled':
      return [bindLabeled(binding, node)];
    case 'throw':
      return [bindThrowStatement(binding, node)];
    case 'try':
      return [bindTry(binding, node)];
    case 'using':
      return [bindUsing(binding, node)];
    case 'lock':
      return [bindLock(binding, node)];
    case 'checked-block':
      return [bindBlock({ ...binding, overflow: node.checked ? 'checked' : 'unchecked' }, node.body)];
    case 'yield':
      return [bindYield(binding, node)];
    case 'local-function':
      return [bindFunction(binding, node)];
  }
}
