import type { Statement } from '../../../1-parse/csharp/ast.ts';
import { bindExpression, isBroken } from '../bind-expression/expression.ts';
import { bindThrown } from '../bind-expression/literal.ts';
import type { Binding } from '../binding.ts';
import type { BoundStatement } from '../bound-statement.ts';
import { convert } from '../convert.ts';
import { typeText } from '../type-text.ts';
import { bindStatement } from './statement.ts';
import { jumpNowhere, noCase, returnInFinally, returnNeedsValue, returnTakesNone, throwAgain, unknownLabel } from './statement-messages.ts';

type Node<K extends Statement['kind']> = Extract<Statement, { readonly kind: K }>;

/** `return value;`: converted at once where the type is known, later where it follows from all returns. */
export function bindReturn(binding: Binding, node: Node<'return'>): BoundStatement {
  const { frame, sink } = binding;
  const { span } = node;
  if (node.ref === true) sink.fail();
  if (frame.inFinally) sink.report(returnInFinally, span, { word: 'return' }, { cs: 'CS0157' });
  const bound = node.value === undefined ? undefined : bindExpression(binding, node.value);
  const { returns } = frame;
  if (returns === 'infer') {
    if (bound === undefined && frame.kind === 'expression') sink.report(returnNeedsValue, span, { type: 'object' }, { cs: 'CS0126' });
    const statement: { kind: 'return'; span: typeof span; value: typeof bound } = { kind: 'return', span, value: bound };
    frame.returned.push(statement);
    return statement;
  }
  if (returns.kind === 'void') {
    if (bound !== undefined && !isBroken(bound))
      sink.report(returnTakesNone, span, {}, { cs: frame.kind === 'lambda' ? 'CS8030' : 'CS0127' });
    return { kind: 'return', span, value: undefined };
  }
  if (bound === undefined) {
    sink.report(returnNeedsValue, span, { type: typeText(returns) }, { cs: 'CS0126' });
    return { kind: 'return', span, value: undefined };
  }
  return { kind: 'return', span, value: convert(binding, bound, returns) };
}

/** `break;` and `continue;` */
export function bindJump(binding: Binding, node: Node<'break' | 'continue'>): BoundStatement {
  const { loops, inFinally } = binding.frame;
  const { span } = node;
  const fits = node.kind === 'break' ? loops !== 'none' : loops === 'loop' || loops === 'loop-and-switch';
  if (fits) return { kind: node.kind, span };
  if (inFinally) binding.sink.report(returnInFinally, span, { word: node.kind }, { cs: 'CS0157' });
  else binding.sink.report(jumpNowhere, span, { word: node.kind }, { cs: 'CS0139' });
  return { kind: 'error', span };
}

/** `goto label;`, `goto case 1;`, `goto default;` */
export function bindGoto(binding: Binding, node: Node<'goto'>): BoundStatement {
  const { span, target } = node;
  if (target.kind === 'label') {
    const label = binding.scope.findLabel(target.name.text);
    if (label !== undefined) return { kind: 'goto', span, label };
    binding.sink.report(unknownLabel, target.name.span, { name: target.name.text }, { cs: 'CS0159' });
    return { kind: 'error', span };
  }
  const around = binding.frame.switch;
  const section = around?.jump(span, target.kind === 'default' ? 'default' : bindExpression(binding, target.value));
  if (section !== undefined) return { kind: 'goto-section', span, target: section };
  if (around === undefined) binding.sink.report(jumpNowhere, span, { word: 'goto case' }, { cs: 'CS0153' });
  else binding.sink.report(noCase, span, {}, { cs: 'CS0159' });
  return { kind: 'error', span };
}

export function bindLabeled(binding: Binding, node: Node<'labeled'>): BoundStatement {
  const label = binding.scope.findLabel(node.name.text);
  const [body = { kind: 'empty', span: node.body.span }, ...more] = bindStatement(binding, node.body);
  const inside: BoundStatement =
    more.length === 0 ? body : { kind: 'block', span: node.body.span, locals: [], statements: [body, ...more] };
  return label === undefined ? inside : { kind: 'label', span: node.span, label, body: inside };
}

export function bindThrowStatement(binding: Binding, node: Node<'throw'>): BoundStatement {
  const { span } = node;
  if (node.value !== undefined) {
    return { kind: 'throw', span, value: bindThrown(binding, node.value) };
  }
  if (!binding.frame.inCatch) binding.sink.report(throwAgain, span, {}, { cs: 'CS0156' });
  return { kind: 'throw', span, value: undefined };
}
