import type { Span } from '../../../diagnostics/span.ts';
import { parseExpression } from '../../1-parse/csharp/parse.ts';
import type { Expression } from '../../1-parse/xml/tree.ts';
import { secretMark } from '../../secret-mark.ts';
import { type BoundExpression, bindExpression } from '../types/bind.ts';
import { type Library, named } from '../types/library.ts';
import { specialOf, type Type } from '../types/type.ts';
import { messages } from './messages.ts';
import { isTooLong, unknown } from './named-values.ts';
import type { Place } from './place.ts';
import { suggest } from './suggest.ts';

/** C# text with the way back into the document. */
export interface CodeText {
  readonly code: string;
  /** As the author wrote it, named values unreplaced. */
  readonly written: string;
  readonly toSource: (offset: number) => number;
  readonly namedValues: 'unknown' | 'resolved';
  /** Named values that stand in it as marks, by their ranges in the document. */
  readonly secrets?: readonly { readonly name: string; readonly span: Span }[];
}

/**
 * The C# of an expression with its named values replaced. A secret becomes a mark that only a string literal may hold: the emitter
 * turns it into a read at run time, and anywhere else it is refused. So does a named value of which nothing is known, which may be
 * anything in code position. Undefined when a named value does not exist (reported).
 */
export function codeInput(value: Expression, { project, report }: Place): CodeText | undefined {
  const { namedValues } = project;
  const resolution = namedValues === 'unknown' ? 'unknown' : 'resolved';
  if (value.namedValues.length === 0)
    return { code: value.code, written: value.code, toSource: (offset) => value.map.at(offset), namedValues: resolution };
  const pieces: { readonly at: number; readonly text: string; readonly from: number; readonly whole: boolean }[] = [];
  let code = '';
  let from = 0;
  let missing = false;
  const secrets: { readonly name: string; readonly span: Span }[] = [];
  const copy = (text: string, origin: number, whole: boolean): void => {
    pieces.push({ at: code.length, text, from: origin, whole });
    code += text;
  };
  for (const { name, span, at } of value.namedValues) {
    copy(value.code.slice(from, at.start), from, false);
    from = at.end;
    const fact = namedValues === 'unknown' ? unknown : namedValues.get(name);
    if (fact === undefined || (fact.kind === 'plain' && fact.text.includes('{{'))) {
      if (fact === undefined)
        report(messages.namedValue, span, { name }, suggest(name, namedValues === 'unknown' ? [] : namedValues.keys()));
      else report(messages.namedValueNested, span, { name });
      missing = true;
      continue;
    }
    if (fact.kind === 'secret') secrets.push({ name, span });
    copy(fact.kind === 'plain' ? fact.text : secretMark(name), at.start, true);
  }
  if (missing || isTooLong(code.length, value.span, report)) return undefined;
  copy(value.code.slice(from), from, false);
  return {
    code,
    written: value.code,
    namedValues: resolution,
    secrets,
    toSource(offset) {
      const piece = pieces.findLast((candidate) => candidate.at <= offset) ?? pieces[0];
      if (piece === undefined) return value.map.at(offset);
      return value.map.at(piece.whole ? piece.from : piece.from + offset - piece.at);
    },
  };
}

/** Parses and binds C#. Undefined when the syntax is broken, since types would only report it again. */
export function checkCode(input: CodeText | undefined, kind: 'single' | 'block', place: Place): BoundExpression | undefined {
  if (input === undefined) return undefined;
  let broken = false;
  const refused = new Set<string>();
  const report: Place['report'] = (message, span, params, extra) => {
    if (message.severity === 'error') broken = true;
    const secret =
      input.namedValues === 'unknown'
        ? undefined
        : input.secrets?.find(({ span: { start, end } }) => span.start >= start && span.start < end);
    if (secret === undefined) place.report(message, span, params, extra);
    else if (!refused.has(secret.name)) {
      refused.add(secret.name);
      place.report(messages.secretInCode, secret.span, { name: secret.name });
    }
  };
  const tree = parseExpression(input, kind, report);
  if (broken) return undefined;
  const { library } = place.project;
  const secrets = new Set(input.secrets?.map(({ name }) => name));
  const scope = { library, context: contextType(library), namedValues: input.namedValues, secrets };
  const natural = bindExpression(tree, scope, place.report);
  const special = specialOf(natural.type);
  // What is neither text, boolean nor int keeps its C# type only inside an object; the second binding reports nothing new.
  return special === 'string' || special === 'bool' || special === 'int'
    ? natural
    : bindExpression(tree, { ...scope, result: 'object' }, silent);
}

const silent: Place['report'] = () => undefined;

/** The type of the name `context`. */
function contextType(library: Library): Type {
  const definition = library.definition('Fedpass.IContext');
  if (definition === undefined) throw new Error('the library has no Fedpass.IContext; generate the catalogue again');
  return named(definition, []);
}
