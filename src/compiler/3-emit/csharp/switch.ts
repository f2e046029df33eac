import type { Bound, Local } from '../../2-check/types/bound.ts';
import type { BoundStatement, BoundSwitch, Section } from '../../2-check/types/bound-statement.ts';
import { specialOf, type Type } from '../../2-check/types/type.ts';
import { visitExpression, visitStatement } from '../../2-check/types/visit.ts';
import { asserted } from './call.ts';
import { at, braces, type Code, code, type Js, level, lines, operator, text } from './code.ts';
import { emit } from './expression.ts';
import { declareLocal, step } from './lambda.ts';
import { isSimple } from './lifted.ts';
import { localsOf } from './locals.ts';
import { labelled } from './loop.ts';
import { emitTest } from './pattern.ts';
import type { EmitScope } from './scope.ts';
import { statementLines } from './statement.ts';
import { Unsupported } from './unsupported.ts';

/**
 * A switch over constants is a JavaScript switch. One with patterns, conditions or `goto case` first works out which section is
 * meant, then switches over its number.
 */
export function emitSwitch(scope: EmitScope, node: BoundSwitch): Code[] {
  if (isPlain(node)) return [plainSwitch(scope, node)];
  return numberedSwitch(scope, node);
}

function isPlain(node: BoundSwitch): boolean {
  const special = specialOf(node.value.type);
  if (special === undefined ? !isEnumType(node.value.type) : !plainTypes.has(special)) return false;
  const constants = node.sections.every((section) =>
    section.labels.every((label) => label.kind === 'default' || (label.pattern.kind === 'constant' && label.when === undefined)),
  );
  return constants && !jumps(node);
}

const isEnumType = (type: Type): boolean => type.kind === 'named' && type.definition.form === 'enum';

/** Types whose values `===` compares as C# does. */
const plainTypes: ReadonlySet<string> = new Set([
  'string',
  'bool',
  'char',
  'sbyte',
  'byte',
  'short',
  'ushort',
  'int',
  'uint',
  'long',
  'ulong',
]);

function jumps(node: BoundSwitch): boolean {
  let found = false;
  const look = (statement: BoundStatement): void => {
    if (statement.kind === 'goto-section') found = true;
  };
  for (const section of node.sections) for (const statement of section.statements) visitStatement(statement, () => undefined, look);
  return found;
}

function plainSwitch(scope: EmitScope, node: BoundSwitch): Code {
  const value = emit(scope, node.value);
  const local = node.value.kind === 'local' ? node.value.local : undefined;
  const isAgain = scope.switched.length > 0 && readsAny(node.value, scope.switched);
  return labelled(scope, 'switch', () => {
    if (local !== undefined) scope.switched.push(local);
    const sections = node.sections.map((section) => {
      const heads = section.labels.map((label) => {
        if (label.kind === 'default') return text('default:');
        if (label.pattern.kind !== 'constant') throw new Unsupported('this case');
        return code`case ${at(emit(scope, label.pattern.value), level.comma)}:`;
      });
      return lines([...heads.slice(0, -1), code`${heads.at(-1) ?? []} ${sectionBody(scope, section)}`]);
    });
    if (local !== undefined) scope.switched.pop();
    // The type of a constant, or of a variable inside a case for it, would leave no other case.
    const typed = node.value.constant === undefined && !isAgain ? value : asserted(scope, value, node.value.type);
    return code`switch (${typed.code}) ${braces(sections)}`;
  });
}

function readsAny(node: Bound, locals: readonly Local[]): boolean {
  let found = false;
  visitExpression(node, (each) => {
    if (each.kind === 'local' && locals.includes(each.local)) found = true;
  });
  return found;
}

const sectionBody = (scope: EmitScope, section: Section): Code => braces(statementLines(scope, section.statements));

function numberedSwitch(scope: EmitScope, node: BoundSwitch): Code[] {
  const before: Code[] = [];
  const { value, subject } = node;
  if (isSimple(value)) scope.alias(subject, emit(scope, value));
  else {
    const name = scope.fresh('subject');
    before.push(code`const ${name} = ${at(emit(scope, value), level.assign)};`);
    scope.alias(subject, { code: text(name), level: level.primary });
  }
  for (const local of labelLocals(node)) before.push(declareLocal(scope, local));
  const number = scope.fresh('section');
  const hasJumps = jumps(node);
  before.push(code`${hasJumps ? 'let' : 'const'} ${number} = ${choice(scope, node)};`);
  const body = (): Code => {
    const cases = node.sections.map((section, i) => code`case ${String(i)}: ${sectionBody(scope, section)}`);
    return code`switch (${number}) ${braces(cases)}`;
  };
  if (!hasJumps) return [...before, labelled(scope, 'switch', body)];
  // A jump to another case starts the switch again with its number.
  const loop = labelled(scope, 'switch', (jump) => {
    for (const [i, section] of node.sections.entries()) scope.sections.set(section, { jump, state: number, at: i });
    jump.named = true;
    return code`for (;;) ${braces([[...step(scope), { text: ';' }], innerSwitch(scope, body), text(`break ${jump.name};`)])}`;
  });
  return [...before, loop];
}

/** The JavaScript switch inside the loop: `break` in a section leaves the loop by its label. */
function innerSwitch(scope: EmitScope, body: () => Code): Code {
  return labelled(scope, 'machine', body);
}

/** Variables of the labels and their conditions, which the tests fill before the section runs. */
function labelLocals(node: BoundSwitch): Local[] {
  return node.sections.flatMap((section) =>
    section.labels.flatMap((label) => {
      if (label.kind !== 'case') return [];
      const own = 'local' in label.pattern && label.pattern.local !== undefined ? [label.pattern.local] : [];
      return label.when === undefined ? own : [...own, ...localsOf(label.when)];
    }),
  );
}

/** The number of the first section with a label that fits; -1 when none does. */
function choice(scope: EmitScope, node: BoundSwitch): Code {
  const subject = scope.read(node.subject);
  if (subject === undefined) throw new Unsupported('this switch');
  const tests: { readonly test: Js; readonly at: number }[] = [];
  let otherwise = -1;
  for (const [i, section] of node.sections.entries())
    for (const label of section.labels) {
      if (label.kind === 'default') otherwise = i;
      else {
        const test = emitTest(scope, label.pattern, subject, node.value.type);
        tests.push({ test: label.when === undefined ? test : operator(test, '&&', emit(scope, label.when), level.and), at: i });
      }
    }
  return tests.reduceRight(
    (rest: Code, { test, at: index }) => code`${at(test, level.coalesce)} ? ${String(index)} : ${rest}`,
    text(String(otherwise)),
  );
}

/** `goto case x;`, `goto default;` */
export function emitGotoSection(scope: EmitScope, target: Section): Code[] {
  const section = scope.sections.get(target);
  if (section === undefined) throw new Unsupported('this goto');
  section.jump.named = true;
  return [text(`${section.state} = ${section.at};`), text(`continue ${section.jump.name};`)];
}
