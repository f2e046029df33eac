import type { Span } from '../../../../diagnostics/span.ts';
import type { Statement, SwitchLabel } from '../../../1-parse/csharp/ast.ts';
import { bindExpression, isBroken } from '../bind-expression/expression.ts';
import { bindPattern } from '../bind-expression/pattern.ts';
import { type Binding, inner, readLocal, temporary } from '../binding.ts';
import type { Bound } from '../bound.ts';
import type { BoundLabel, BoundStatement, Section } from '../bound-statement.ts';
import { convert } from '../convert.ts';
import { implicitFrom } from '../expression-conversion.ts';
import { errorType, isOpen } from '../type.ts';
import { bindStatements } from './block.ts';
import { caseTwice } from './statement-messages.ts';

type Node = Extract<Statement, { readonly kind: 'switch' }>;

/** A section while its statements are still to be bound. */
interface Open {
  readonly section: { kind: 'section'; span: Span; labels: BoundLabel[]; locals: Section['locals']; statements: BoundStatement[] };
  readonly binding: Binding;
}

/** `switch (value) { … }` with constants, patterns and `when` (C# standard §13.8.3). */
export function bindSwitch(binding: Binding, node: Node): BoundStatement {
  const scoped = inner(binding);
  const value = bindExpression(scoped, node.value);
  const broken = isBroken(value) || value.type.kind === 'none' || value.type.kind === 'void';
  const subject = temporary(broken ? errorType : value.type, node.value.span);
  const read = readLocal(subject, node.value.span);
  const open: Open[] = node.sections.map(({ labels, span }) => {
    const own = inner(scoped);
    const bound = labels.map((label) => bindLabel(own, label, read)).filter((label) => label !== undefined);
    return {
      section: { kind: 'section', span: labels[0]?.span ?? span, labels: bound, locals: own.scope.locals, statements: [] },
      binding: own,
    };
  });
  reportTwice(binding, open);
  const sections = open.map(({ section }) => section);
  const loops = binding.frame.loops === 'loop' || binding.frame.loops === 'loop-and-switch' ? 'loop-and-switch' : 'switch';
  const jump = (_: Span, to: Bound | 'default'): Section | undefined => findSection(binding, sections, to, read);
  for (const [i, { section, binding: own }] of open.entries()) {
    const frame = { ...own.frame, loops, switch: { jump }, inFinally: false } as const;
    section.statements.push(...bindStatements({ ...own, frame }, node.sections[i]?.statements ?? []));
  }
  const bound: BoundStatement = { kind: 'switch', span: node.span, value, subject, sections };
  return scoped.scope.locals.length === 0 ? bound : { kind: 'block', span: node.span, locals: scoped.scope.locals, statements: [bound] };
}

function bindLabel(binding: Binding, label: SwitchLabel, subject: Bound): BoundLabel | undefined {
  if (label.kind === 'default-label') return { kind: 'default', span: label.span };
  const pattern = bindPattern(binding, label.pattern, subject);
  const when =
    label.when === undefined ? undefined : convert(binding, bindExpression(binding, label.when), binding.library.special('bool'));
  return pattern === undefined ? undefined : { kind: 'case', span: label.span, pattern, when };
}

function reportTwice(binding: Binding, open: readonly Open[]): void {
  const seen = new Set<unknown>();
  for (const { section } of open)
    for (const label of section.labels) {
      if (label.kind === 'case' && (label.pattern.kind !== 'constant' || label.when !== undefined)) continue;
      const key = label.kind === 'default' ? 'default' : label.pattern.kind === 'constant' ? constantKey(label.pattern.value) : undefined;
      if (seen.has(key)) binding.sink.report(caseTwice, label.span, { value: String(key).replace(/^\w+:/, '') }, { cs: 'CS0152' });
      seen.add(key);
    }
}

const constantKey = (value: Bound): string => {
  const constant = value.kind === 'convert' && value.constant === undefined ? value.operand.constant : value.constant;
  return `${typeof constant?.value}:${String(constant?.value)}`;
};

function findSection(binding: Binding, sections: readonly Section[], to: Bound | 'default', subject: Bound): Section | undefined {
  if (to === 'default') return sections.find((section) => section.labels.some((label) => label.kind === 'default'));
  if (isBroken(to) || isOpen(subject.type) || implicitFrom(binding, to, subject.type) === undefined) return undefined;
  const key = constantKey(convert(binding, to, subject.type));
  return sections.find((section) =>
    section.labels.some((label) => label.kind === 'case' && label.pattern.kind === 'constant' && constantKey(label.pattern.value) === key),
  );
}
