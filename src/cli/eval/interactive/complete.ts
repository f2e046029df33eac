import type { PolicyExpression } from '../../../compiler/1-parse/csharp/ast.ts';
import { tokenize } from '../../../compiler/1-parse/csharp/lexer.ts';
import { Scanner } from '../../../compiler/1-parse/csharp/scanner.ts';
import type { Library } from '../../../compiler/2-check/types/library.ts';
import { named } from '../../../compiler/2-check/types/library.ts';
import { memberNames, memberTypes } from '../../../compiler/2-check/types/member-lookup.ts';
import type { Type } from '../../../compiler/2-check/types/type.ts';
import { findDefinition } from '../../../compiler/2-check/types/type-syntax.ts';
import { visitBody } from '../../../compiler/2-check/types/visit.ts';
import type { Span } from '../../../diagnostics/span.ts';
import { analyse } from './analysis.ts';
import { commandNames } from './commands.ts';
import { asExpression } from './input.ts';

/** What could stand at the end of a text: the names, and the part of one that is typed already. */
export interface Completion {
  readonly names: readonly string[];
  readonly typed: string;
}

/** Completes what is typed: members behind a dot, by the type of what stands before it; else commands, `context`, and names of types. */
export function complete(text: string, library: Library): Completion {
  if (/^:\w*$/.test(text)) return pick(commandNames, text);
  const [, before = '', dot = '', typed = ''] = /^(.*?)(\s*\??\.\s*)?([A-Za-z_]\w*)?$/s.exec(text) ?? [];
  if (dot === '') return typed === '' ? { names: [], typed } : pick(['context', ...library.typeNames()], typed);
  return pick(namesBehind(expressionOf(before), library), typed);
}

/** What a command such as `:type` is about is an expression, too. */
const expressionOf = (text: string): string => text.replace(/^:\w+\s+/, '');

function pick(names: Iterable<string>, typed: string): Completion {
  const fits = [...new Set(names)].filter((name) => name.toLowerCase().startsWith(typed.toLowerCase()));
  return { names: fits.sort(), typed };
}

function namesBehind(text: string, library: Library): string[] {
  const probe = '.ToString()';
  const opened = asExpression(`${text}${probe}`);
  const whole = /^\s*@[({]/.test(text) ? `${opened}${closersOf(opened)}` : `@(${text}${probe}${closersOf(`@(${text}`)}`;
  const at = whole.indexOf(`${text}${probe}`) + text.length;
  const { tree, bound } = analyse(whole, library);
  const target = tree === undefined ? undefined : targetBefore(tree, at);
  if (target === undefined || bound === undefined) return [];
  // Of the values that stand exactly there, the innermost is the one that was written; those around it were converted.
  let type: Type | undefined;
  visitBody(bound.body, (node) => {
    if (node.span.start === target.start && node.span.end === target.end && node.type.kind !== 'none') type = node.type;
  });
  if (type !== undefined && type.kind !== 'error') return [...memberNames(library, type), ...extensionsOf(type, library)];
  return staticNames(whole.slice(target.start, target.end), library);
}

/** The closing brackets that a text still wants. */
function closersOf(text: string): string {
  const closers: string[] = [];
  const code = text.slice(text.indexOf('@') + 1);
  const tokens = tokenize(new Scanner({ code, toSource: (at) => at }, ')', () => undefined));
  for (const { kind } of tokens) {
    if (kind === '(') closers.push(')');
    else if (kind === '[') closers.push(']');
    else if (kind === '{') closers.push('}');
    else if (kind === ')' || kind === ']' || kind === '}') closers.pop();
  }
  return closers.reverse().join('');
}

/** What stands before the dot at a place. */
function targetBefore(tree: PolicyExpression, at: number): Span | undefined {
  let found: Span | undefined;
  const visit = (node: object): void => {
    if ('kind' in node && node.kind === 'member' && 'target' in node && 'name' in node) {
      const { target, name } = node as { target: { span: Span }; name: { span: Span } };
      if (name.span.start === at + 1) found = target.span;
    }
    for (const child of Object.values(node)) if (typeof child === 'object' && child !== null) visit(child as object);
  };
  visit(tree);
  return found;
}

function staticNames(name: string, library: Library): string[] {
  const definition = findDefinition(library, name.trim().split('.'), 0);
  if (definition === undefined) return [];
  const { methods, values } = definition.members;
  const isStatic = [...values.values()].filter((value) => value.kind === 'constant' || value.isStatic).map((value) => value.name);
  return [...isStatic, ...[...methods].filter(([, all]) => all.some((method) => method.isStatic && !method.extension)).map(([of]) => of)];
}

/** Extension methods that are written for the very definition of a type or of one it derives from. */
function extensionsOf(type: Type, library: Library): string[] {
  const definitions = new Set(memberTypes(library, type).flatMap(({ definition }) => [definition, ...definition.bases.map(definitionOf)]));
  return [...library.extensionNames()].filter((name) =>
    library.extensions(name).some((method) => {
      const receiver = method.params[0]?.type;
      return receiver?.kind === 'named' && definitions.has(receiver.definition);
    }),
  );
}

const definitionOf = (type: Type) => (type.kind === 'named' ? type.definition : undefined);

/** A definition as the type that `:members` is asked about. */
export const typeNamed = (name: string, library: Library): Type | undefined => {
  const [definition] = [findDefinition(library, name.split('.'), 0), ...library.named(name)].filter((each) => each !== undefined);
  return definition === undefined ? undefined : named(definition, definition.typeParams);
};
