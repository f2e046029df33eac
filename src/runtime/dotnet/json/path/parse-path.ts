import { BudgetExceeded } from '../../../budget.ts';
import { required } from '../../failures.ts';
import { convertObject } from '../../system/convert/conversion.ts';
import { toInt32 } from '../../system/convert/number-conversions.ts';
import { isCharacter } from '../../text/character.ts';
import { jsonFailure } from '../containers.ts';
import { Cursor, openIndexer, openQuery } from './cursor.ts';
import type { Filter, Operator, Query, Side } from './filter.ts';
import { readValue } from './parse-value.ts';

/** Steps of a path and nesting of queries: each takes some of JavaScript's stack. */
const longest = 500;
const deepest = 100;
const queryEnds = '=<!>|&';
const operators: readonly (readonly [string, Operator])[] = [
  ['===', '==='],
  ['==', '=='],
  ['=~', '=~'],
  ['!==', '!=='],
  ['!=', '!='],
  ['<>', '!='],
  ['<=', '<='],
  ['<', '<'],
  ['>=', '>='],
  ['>', '>'],
];

/** Reads a path. What is wrong with it is a JsonException. */
export function parsePath(path: string | null): readonly Filter[] {
  const cursor = new Cursor(required(path, 'expression'));
  const filters: Filter[] = [];
  let start = cursor.at;
  cursor.skipSpaces();
  if (cursor.ended) return filters;
  if (cursor.char === '$') {
    if (cursor.text.length === 1) return filters;
    // `$a` is a name that begins with a dollar sign.
    const next = cursor.text.charAt(cursor.at + 1);
    if (next === '.' || next === '[') start = ++cursor.at;
  }
  if (!readSteps(cursor, filters, start, false)) {
    const { char } = cursor;
    cursor.skipSpaces();
    if (!cursor.ended) jsonFailure(`Unexpected character while parsing path: ${char}`);
  }
  return filters;
}

const named = (text: string, scan: boolean): Filter => ({ kind: scan ? 'scan' : 'field', name: text === '*' ? undefined : text });

/** Reads steps to the end of the text or to what ends a path in a query. Says whether the text ended. */
function readSteps(cursor: Cursor, filters: Filter[], begin: number, inQuery: boolean): boolean {
  let start = begin;
  let scan = false;
  let afterIndexer = false;
  let afterDot = false;
  const take = (): void => {
    if (cursor.at <= start) return;
    filters.push(named(cursor.text.slice(start, cursor.at), scan));
    scan = false;
  };
  steps: while (!cursor.ended) {
    if (filters.length > longest) throw new BudgetExceeded('steps');
    const { char } = cursor;
    switch (char) {
      case '[':
      case '(':
        take();
        // A scan goes on after an index, as it does in Newtonsoft.Json 12.0.2: `$..['a'].b` looks for `b` at any depth.
        filters.push(readIndexer(cursor, char === '[' ? ']' : ')', scan));
        start = ++cursor.at;
        afterIndexer = true;
        afterDot = false;
        break;
      case ']':
      case ')':
      case ' ':
        break steps;
      case '.':
        take();
        if (cursor.text.charAt(cursor.at + 1) === '.') {
          scan = true;
          cursor.at++;
        }
        start = ++cursor.at;
        afterIndexer = false;
        afterDot = true;
        break;
      default:
        if (inQuery && queryEnds.includes(char)) break steps;
        if (afterIndexer) jsonFailure(`Unexpected character following indexer: ${char}`);
        cursor.at++;
    }
  }
  if (cursor.at > start) filters.push(named(cursor.text.slice(start, cursor.at).trimEnd(), scan));
  else if (afterDot && (cursor.ended || inQuery)) jsonFailure('Unexpected end while parsing path.');
  return cursor.ended;
}

function readIndexer(cursor: Cursor, close: string, scan: boolean): Filter {
  cursor.at++;
  cursor.expectMore(openIndexer);
  cursor.skipSpaces();
  if (cursor.char === "'") return readNames(cursor, close, scan);
  return cursor.char === '?' ? readQuery(cursor, close, scan) : readIndexes(cursor, close);
}

function readNames(cursor: Cursor, close: string, scan: boolean): Filter {
  const names: string[] = [];
  while (!cursor.ended) {
    names.push(cursor.readQuoted());
    cursor.skipSpaces();
    cursor.expectMore(openIndexer);
    if (cursor.char === close) {
      const [first = ''] = names;
      if (names.length === 1) return { kind: scan ? 'scan' : 'field', name: first };
      return { kind: scan ? 'scanSeveral' : 'fields', names };
    }
    if (cursor.char !== ',') cursor.unexpectedInIndexer();
    cursor.at++;
    cursor.skipSpaces();
  }
  return jsonFailure(openIndexer);
}

const noIndex = (): never => jsonFailure('Array index expected.');

const indexOf = (text: string): number => convertObject(text, toInt32);

/** `0`, `1,2`, `*`, `start:end:step`. */
function readIndexes(cursor: Cursor, close: string): Filter {
  const indexes: number[] = [];
  const bounds: (number | undefined)[] = [];
  let mode: 'one' | 'list' | 'slice' = 'one';
  let start = cursor.at;
  let end: number | undefined;
  const taken = (): string => cursor.text.slice(start, end ?? cursor.at);
  const next = (): void => {
    cursor.at++;
    cursor.skipSpaces();
    start = cursor.at;
    end = undefined;
  };
  while (!cursor.ended) {
    const { char } = cursor;
    if (char === ' ') {
      end = cursor.at;
      cursor.skipSpaces();
    } else if (char === close) {
      const text = taken();
      if (mode === 'slice') {
        bounds.push(text === '' ? undefined : indexOf(text));
        return { kind: 'slice', start: bounds[0], end: bounds[1], step: bounds.length > 2 ? bounds.at(-1) : undefined };
      }
      indexes.push(text === '' ? noIndex() : indexOf(text));
      return mode === 'list' ? { kind: 'indexes', indexes } : { kind: 'index', index: indexes[0] };
    } else if (char === ',') {
      const text = taken();
      indexes.push(text === '' ? noIndex() : indexOf(text));
      mode = 'list';
      next();
    } else if (char === '*') {
      cursor.at++;
      cursor.expectMore(openIndexer);
      cursor.skipSpaces();
      if (cursor.char !== close) jsonFailure('Unexpected character while parsing path indexer: *');
      return { kind: 'index', index: undefined };
    } else if (char === ':') {
      const text = taken();
      bounds.push(text === '' ? undefined : indexOf(text));
      mode = mode === 'list' ? 'list' : 'slice';
      next();
    } else if ((!isCharacter('digit', char) && char !== '-') || end !== undefined) cursor.unexpectedInIndexer();
    else cursor.at++;
  }
  return jsonFailure(openIndexer);
}

function readQuery(cursor: Cursor, close: string, deep: boolean): Filter {
  cursor.at++;
  cursor.expectMore(openIndexer);
  if (cursor.char !== '(') cursor.unexpectedInIndexer();
  cursor.at++;
  if (++cursor.depth > deepest) throw new BudgetExceeded('steps');
  const test = readTest(cursor);
  cursor.depth--;
  cursor.at++;
  cursor.expectMore(openIndexer);
  cursor.skipSpaces();
  if (cursor.char !== close) cursor.unexpectedInIndexer();
  return { kind: 'query', test, deep };
}

/**
 * Comparisons joined by `&&` and `||`. As in Newtonsoft there is no precedence: where the word changes, all that follows becomes one
 * part of what went before.
 */
function readTest(cursor: Cursor): Query {
  let root: Query | undefined;
  let group: { readonly kind: 'every' | 'some'; readonly parts: Query[] } | undefined;
  while (!cursor.ended) {
    const test = readComparison(cursor);
    const { char } = cursor;
    if (char === ')') {
      group?.parts.push(test);
      return root ?? test;
    }
    if (char === '&' || char === '|') {
      if (!cursor.match(char + char)) cursor.unexpectedInQuery();
      const kind = char === '&' ? 'every' : 'some';
      if (group?.kind !== kind) {
        const inner: typeof group = { kind, parts: [] };
        group?.parts.push(inner);
        group = inner;
        root ??= inner;
      }
      group.parts.push(test);
    }
  }
  return jsonFailure(openQuery);
}

function readComparison(cursor: Cursor): Query {
  const left = readSide(cursor);
  if (cursor.char === ')' || cursor.char === '|' || cursor.char === '&') return { kind: 'exists', side: left };
  if (cursor.at + 1 >= cursor.text.length) jsonFailure(openQuery);
  const operator = operators.find(([text]) => cursor.match(text))?.[1] ?? jsonFailure('Could not read query operator.');
  return { kind: 'compare', left, operator, right: readSide(cursor) };
}

function readSide(cursor: Cursor): Side {
  cursor.skipSpaces();
  let side: Side;
  if (cursor.char === '$' || cursor.char === '@') {
    const filters: Filter[] = cursor.char === '$' ? [{ kind: 'root' }] : [];
    cursor.at++;
    if (readSteps(cursor, filters, cursor.at, true)) jsonFailure(openQuery);
    side = filters;
  } else side = readValue(cursor) ?? cursor.unexpectedInQuery();
  cursor.skipSpaces();
  cursor.expectMore(openQuery);
  return side;
}
