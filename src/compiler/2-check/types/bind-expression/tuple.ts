import type { Expression } from '../../../1-parse/csharp/ast.ts';
import type { Binding } from '../binding.ts';
import type { Bound } from '../bound.ts';
import { errorValue } from '../convert.ts';
import { typeText } from '../type-text.ts';
import { anonymousName, anonymousTwice, badAnonymous } from './creation-messages.ts';
import { bindExpression } from './expression.ts';

type Node<K extends Expression['kind']> = Extract<Expression, { readonly kind: K }>;

/** The name that an expression hands on to a member made from it: `a.b` and `a?.b` give `b`. */
function ownName(value: Expression): string | undefined {
  switch (value.kind) {
    case 'identifier':
    case 'member':
      return value.name.text;
    case 'conditional-access':
      return ownName(value.rest);
    default:
      return undefined;
  }
}

/** `(a, name: b)` (C# standard §12.8.6). */
export function bindTuple(binding: Binding, node: Node<'tuple'>): Bound {
  const guessed = node.elements.map((element) => element.name?.text ?? ownName(element.value));
  const elements = node.elements.map((element, i) => {
    const name = guessed[i];
    // A name from the expression does not count when it is taken, or means a position.
    const isFree =
      element.name !== undefined ||
      (name !== undefined && guessed.indexOf(name) === guessed.lastIndexOf(name) && !/^(Item\d+|Rest)$/.test(name));
    return { name: isFree ? name : undefined, value: bindExpression(binding, element.value) };
  });
  const { span } = node;
  if (elements.some(({ value }) => value.type.kind === 'none' || value.kind === 'error'))
    return { kind: 'unbound-tuple', span, type: { kind: 'none', what: 'tuple' }, elements };
  const type = { kind: 'tuple' as const, elements: elements.map(({ name, value }) => ({ type: value.type, name })) };
  return { kind: 'tuple', span, type, elements: elements.map(({ value }) => value) };
}

/** `new { A = 1, b.C }` (C# standard §12.8.17.7). */
export function bindAnonymous(binding: Binding, node: Node<'new-anonymous'>): Bound {
  const { sink } = binding;
  const members: { name: string; value: Bound }[] = [];
  let failed = false;
  for (const member of node.members) {
    const name = member.name?.text ?? ownName(member.value);
    const value = bindExpression(binding, member.value);
    if (value.kind === 'error') failed = true;
    else if (value.type.kind === 'none' || value.type.kind === 'void') {
      sink.report(badAnonymous, member.span, { type: typeText(value.type) }, { cs: 'CS0828' });
      failed = true;
    }
    if (name === undefined) {
      sink.report(anonymousName, member.span, {}, { cs: 'CS0746' });
      failed = true;
    } else if (members.some((other) => other.name === name)) {
      sink.report(anonymousTwice, member.span, { name }, { cs: 'CS0833' });
      failed = true;
    } else members.push({ name, value });
  }
  if (failed) return errorValue(node.span);
  const type = { kind: 'anonymous' as const, members: members.map(({ name, value }) => ({ name, type: value.type })) };
  return { kind: 'anonymous', span: node.span, type, values: members.map(({ value }) => value) };
}
