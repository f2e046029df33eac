import type { Argument, Expression, Name } from './ast.ts';
import { isPossibleExpression } from './disambiguation.ts';
import { absent, expression } from './expression-parser.ts';
import { separated } from './list-parser.ts';
import type { Parser } from './parser.ts';
import { expressionOrDeclaration } from './primary-parser.ts';
import { missingArgument, missingIndex } from './syntax-messages.ts';
import { kinds } from './tokens.ts';

const ends = kinds(') ] ;');

/** Parses `( … )` behind what is called. The `(` is here. */
export function argumentList(p: Parser): Argument[] {
  p.next();
  const args = separated(p, { starts: startsArgument, item: argument, ends, lastComma: 'error' });
  p.expect(')');
  return args;
}

/** Parses `[ … ]` of an indexer, which holds at least one value. The `[` is here. */
export function indexArguments(p: Parser): Argument[] {
  p.next();
  const args = p.at(']') ? [indexArgument(p)] : separated(p, { starts: startsArgument, item: indexArgument, ends, lastComma: 'error' });
  p.expect(']');
  return args;
}

function startsArgument(p: Parser): boolean {
  return p.at('ref') || p.at('out') || p.at('in') || isPossibleExpression(p);
}

function argument(p: Parser): Argument {
  return labelled(p, () => (p.at(',') ? absentArgument(p) : undefined));
}

function indexArgument(p: Parser): Argument {
  return labelled(p, () => (p.at(',') || p.at(']') ? absentIndex(p) : undefined));
}

function labelled(p: Parser, missing: () => Expression | undefined): Argument {
  const { start } = p.token;
  let name: Name | undefined;
  if (p.at('identifier') && p.peek(1).kind === ':') {
    name = p.name();
    p.tryNext(':');
  }
  const word = p.tryNext('ref') ?? p.tryNext('out') ?? p.tryNext('in');
  const mode = word?.kind === 'ref' || word?.kind === 'out' || word?.kind === 'in' ? word.kind : 'value';
  const value = missing() ?? (mode === 'out' ? expressionOrDeclaration(p, 'normal', false) : expression(p));
  const span = name === undefined && word === undefined ? value.span : p.from(start);
  return { ...(name === undefined ? {} : { name }), mode, value, span };
}

function absentArgument(p: Parser): Expression {
  p.missing(missingArgument, { found: p.found }, { cs: 'CS0839' });
  return absent(p);
}

function absentIndex(p: Parser): Expression {
  p.missing(missingIndex, { found: p.found }, { cs: 'CS0443' });
  return absent(p);
}
