import type { Expression, Name, QueryClause, QueryContinuation, QueryEnd, TypeSyntax } from './ast.ts';
import { absent, expression } from './expression-parser.ts';
import type { Parser } from './parser.ts';
import { queryEnd } from './syntax-messages.ts';
import { type } from './type-parser.ts';

type OrderingKey = Extract<QueryClause, { kind: 'orderby' }>['keys'][number];

/** Parses a query expression; its `from` is here. Inside it the query words are keywords. */
export function query(p: Parser): Expression {
  const start = p.token.start;
  p.queries++;
  const first = fromClause(p);
  const { clauses, end } = queryBody(p);
  p.queries--;
  return { kind: 'query', clauses: [first, ...clauses], end, span: p.from(start) };
}

function queryBody(p: Parser): { readonly clauses: readonly QueryClause[]; readonly end: QueryEnd } {
  const clauses: QueryClause[] = [];
  for (;;) {
    const next = clause(p);
    if (next === undefined) break;
    clauses.push(next);
    p.grow();
  }
  return { clauses, end: end(p) };
}

function clause(p: Parser): QueryClause | undefined {
  switch (p.token.contextual) {
    case 'from':
      return fromClause(p);
    case 'join':
      return joinClause(p);
    case 'let':
      return letClause(p);
    case 'where':
      return whereClause(p);
    case 'orderby':
      return orderByClause(p);
    default:
      return undefined;
  }
}

/** `T x in`, or `x in`: a type is there when the next token is not followed by `in`. */
function rangeVariable(p: Parser): { readonly type?: TypeSyntax; readonly name: Name } {
  const typed = p.peek(1).kind === 'in' ? undefined : type(p);
  const name = p.name();
  // A literal or a keyword in the place of the name, with `in` behind it: over it, so that the rest of the clause is read.
  if (name.text === '' && p.peek(1).kind === 'in') p.next();
  p.expect('in');
  return typed === undefined ? { name } : { type: typed, name };
}

function fromClause(p: Parser): QueryClause {
  const { start } = p.next();
  const variable = rangeVariable(p);
  const source = expression(p);
  return { kind: 'from', ...variable, source, span: p.from(start) };
}

function joinClause(p: Parser): QueryClause {
  const { start } = p.next();
  const variable = rangeVariable(p);
  const source = expression(p);
  p.expectWord('on', 'CS0743');
  const left = expression(p);
  p.expectWord('equals', 'CS0744');
  const right = expression(p);
  const into = p.atContextual('into') ? intoName(p) : undefined;
  return { kind: 'join', ...variable, source, left, right, ...(into === undefined ? {} : { into }), span: p.from(start) };
}

function intoName(p: Parser): Name {
  p.next();
  return p.name();
}

function letClause(p: Parser): QueryClause {
  const { start } = p.next();
  const name = p.name();
  p.expect('=');
  const value = expression(p);
  return { kind: 'let', name, value, span: p.from(start) };
}

function whereClause(p: Parser): QueryClause {
  const { start } = p.next();
  const condition = expression(p);
  return { kind: 'where', condition, span: p.from(start) };
}

function orderByClause(p: Parser): QueryClause {
  const { start } = p.next();
  const keys: OrderingKey[] = [];
  do {
    const value = expression(p);
    const descending = p.atContextual('descending');
    if (descending || p.atContextual('ascending')) p.next();
    keys.push({ value, descending });
  } while (p.tryNext(',') !== undefined);
  return { kind: 'orderby', keys, span: p.from(start) };
}

function end(p: Parser): QueryEnd {
  const { start } = p.token;
  if (p.atContextual('select')) {
    p.next();
    const value = expression(p);
    const into = continuation(p);
    return { kind: 'select', value, ...into, span: p.from(start) };
  }
  if (p.atContextual('group')) {
    p.next();
    const value = expression(p);
    p.expectWord('by', 'CS0745');
    const by = expression(p);
    const into = continuation(p);
    return { kind: 'group', value, by, ...into, span: p.from(start) };
  }
  p.missing(queryEnd, { found: p.found }, { cs: 'CS0742' });
  const value = absent(p);
  const into = continuation(p);
  return { kind: 'select', value, ...into, span: p.after(value.span) };
}

/** `into x …`: the rest of the query, over the results so far. */
function continuation(p: Parser): { readonly into?: QueryContinuation } {
  const { start } = p.token;
  if (!p.atContextual('into') || !p.enter()) return {};
  p.next();
  const name = p.name();
  const { clauses, end: last } = queryBody(p);
  p.leave();
  return { into: { name, clauses, end: last, span: p.from(start) } };
}
