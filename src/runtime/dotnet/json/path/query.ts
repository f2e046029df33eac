import type { Host } from '../../../host.ts';
import { equals } from '../../equals.ts';
import * as options from '../../regex/options.ts';
import { once } from '../../regex/rows/once.ts';
import { JTokenType_ as kinds } from '../JTokenType.ts';
import { simpleJson } from '../json-text.ts';
import { type JToken, JValue } from '../token.ts';
import { compareValues } from '../value-kind.ts';
import { type Evaluation, evaluate } from './evaluate.ts';
import type { Operator, Query, Side } from './filter.ts';

const tokensOf = (evaluation: Evaluation, side: Side, token: JToken): Iterable<JToken> =>
  side instanceof JValue ? [side] : evaluate({ ...evaluation, strict: false }, side as Exclude<Side, JValue>, token);

/** Whether an item passes the test of `[?( … )]`. */
export function matches(evaluation: Evaluation, query: Query, token: JToken): boolean {
  evaluation.host.budget.step();
  switch (query.kind) {
    case 'every':
      return query.parts.every((part) => matches(evaluation, part, token));
    case 'some':
      return query.parts.some((part) => matches(evaluation, part, token));
    case 'exists':
      for (const _ of tokensOf(evaluation, query.side, token)) return true;
      return false;
    case 'compare': {
      let rights: JToken[] | undefined;
      for (const left of tokensOf(evaluation, query.left, token)) {
        rights ??= [...tokensOf(evaluation, query.right, token)];
        if (rights.some((right) => holds(evaluation.host, query.operator, left, right))) return true;
      }
      return false;
    }
  }
}

function holds(host: Host, operator: Operator, left: JToken, right: JToken): boolean {
  // Only simple values can be compared; different from anything else they are always.
  if (!(left instanceof JValue) || !(right instanceof JValue)) return operator === '!=';
  switch (operator) {
    case '==':
      return sameOrText(left, right);
    case '!=':
      return !sameOrText(left, right);
    case '===':
      return sameStrictly(left, right);
    case '!==':
      return !sameStrictly(left, right);
    case '<':
      return left.compareTo(right) < 0;
    case '<=':
      return left.compareTo(right) <= 0;
    case '>':
      return left.compareTo(right) > 0;
    case '>=':
      return left.compareTo(right) >= 0;
    case '=~':
      return left.type === kinds.String && right.type === kinds.String && matchesPattern(host, String(left.value), String(right.value));
  }
}

const isMixedNumber = (a: JValue, b: JValue): boolean =>
  (a.type === kinds.Integer && b.type === kinds.Float) || (a.type === kinds.Float && b.type === kinds.Integer);

const sameNumber = (a: JValue, b: JValue): boolean => compareValues(a.type, a.value, b.value) === 0;

const sameStrictly = (a: JValue, b: JValue): boolean => (isMixedNumber(a, b) ? sameNumber(a, b) : equals(a, b));

/** Dates, bytes, identifiers and spans of time equal the text that JSON has for them. */
function sameOrText(value: JValue, wanted: JValue): boolean {
  if (equals(value, wanted)) return true;
  if (isMixedNumber(value, wanted)) return sameNumber(value, wanted);
  const textual = [kinds.Date, kinds.Bytes, kinds.Guid, kinds.TimeSpan, kinds.Uri] as readonly number[];
  return wanted.type === kinds.String && textual.includes(value.type) && simpleJson(value.value) === `"${String(wanted.value)}"`;
}

const flags: ReadonlyMap<string, number> = new Map([
  ['i', options.ignoreCase],
  ['m', options.multiline],
  ['s', options.singleline],
  ['x', options.explicitCapture],
]);

/** `pattern` is `/…/flags`. */
function matchesPattern(host: Host, text: string, pattern: string): boolean {
  const end = pattern.lastIndexOf('/');
  let chosen = 0;
  for (const flag of pattern.slice(end + 1)) chosen |= flags.get(flag) ?? 0;
  return once(pattern.slice(1, end), chosen).match(host.budget, text).success;
}
