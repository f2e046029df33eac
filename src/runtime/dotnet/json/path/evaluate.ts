import type { Host } from '../../../host.ts';
import { typeText } from '../../runtime-type.ts';
import { netType } from '../../values.ts';
import { itemAt } from '../child-access.ts';
import { JArray, JConstructor, JObject, JProperty, jsonFailure } from '../containers.ts';
import { JContainer, type JToken } from '../token.ts';
import { descendants } from '../tree.ts';
import type { Filter } from './filter.ts';
import { matches } from './query.ts';

/** What an evaluation works with. `strict`: a step that finds nothing is a JsonException. */
export interface Evaluation {
  readonly host: Host;
  readonly root: JToken;
  readonly strict: boolean;
}

const shortName = (token: JToken): string => typeText(token[netType]).replace(/^.*\./, '');

/** The tokens that a path leads to, found as they are asked for. */
export function evaluate(evaluation: Evaluation, filters: readonly Filter[], start: JToken): Iterable<JToken> {
  let current: Iterable<JToken> = [start];
  for (const filter of filters) current = step(evaluation, filter, current);
  return current;
}

function* step(evaluation: Evaluation, filter: Filter, current: Iterable<JToken>): IterableIterator<JToken> {
  if (filter.kind === 'root') {
    yield evaluation.root;
    return;
  }
  for (const token of current) {
    evaluation.host.budget.step();
    yield* stepFrom(evaluation, filter, token);
  }
}

function stepFrom(evaluation: Evaluation, filter: Exclude<Filter, { readonly kind: 'root' }>, token: JToken): Iterable<JToken> {
  switch (filter.kind) {
    case 'field':
      return byName(evaluation, token, filter.name);
    case 'fields':
      return byNames(evaluation, token, filter.names);
    case 'scan':
      return scan(evaluation, token, filter.name);
    case 'scanSeveral':
      return scanSeveral(evaluation, token, filter.names);
    case 'index':
      return filter.index === undefined ? allItems(evaluation, token) : byIndex(evaluation, token, filter.index);
    case 'indexes':
      return byIndexes(evaluation, token, filter.indexes);
    case 'slice':
      return slice(evaluation, token, filter);
    case 'query':
      return query(evaluation, token, filter);
  }
}

function* byName({ strict }: Evaluation, token: JToken, name: string | undefined): Iterable<JToken> {
  if (!(token instanceof JObject)) {
    if (strict) jsonFailure(`Property '${name ?? '*'}' not valid on ${shortName(token)}.`);
    return;
  }
  if (name === undefined) {
    yield* token.values();
    return;
  }
  const value = token.lookup(name);
  if (value !== undefined) yield value;
  else if (strict) jsonFailure(`Property '${name}' does not exist on JObject.`);
}

function* byNames(evaluation: Evaluation, token: JToken, names: readonly string[]): Iterable<JToken> {
  if (token instanceof JObject) for (const name of names) yield* byName(evaluation, token, name);
  else if (evaluation.strict) jsonFailure(`Properties ${names.map((name) => `'${name}'`).join(', ')} not valid on ${shortName(token)}.`);
}

function* scan({ host }: Evaluation, token: JToken, name: string | undefined): Iterable<JToken> {
  if (name === undefined) yield token;
  for (const found of descendants(host, token))
    if (found instanceof JProperty) {
      if (found.name === name && found.value !== null) yield found.value;
    } else if (name === undefined) yield found;
}

function* scanSeveral({ host }: Evaluation, token: JToken, names: readonly string[]): Iterable<JToken> {
  for (const found of descendants(host, token))
    if (found instanceof JProperty && found.value !== null && names.includes(found.name)) yield found.value;
}

const hasItems = (token: JToken): token is JArray | JConstructor => token instanceof JArray || token instanceof JConstructor;

function* allItems({ strict }: Evaluation, token: JToken): Iterable<JToken> {
  if (hasItems(token)) yield* token;
  else if (strict) jsonFailure(`Index * not valid on ${shortName(token)}.`);
}

function* byIndex({ strict }: Evaluation, token: JToken, index: number): Iterable<JToken> {
  if (!hasItems(token)) {
    if (strict) jsonFailure(`Index ${index} not valid on ${shortName(token)}.`);
    return;
  }
  if (token.count > index) yield itemAt(token, index);
  else if (strict) jsonFailure(`Index ${index} outside the bounds of ${shortName(token)}.`);
}

function* byIndexes(evaluation: Evaluation, token: JToken, indexes: readonly number[]): Iterable<JToken> {
  for (const index of indexes) yield* byIndex(evaluation, token, index);
}

function* slice({ host, strict }: Evaluation, token: JToken, filter: Extract<Filter, { readonly kind: 'slice' }>): Iterable<JToken> {
  if (filter.step === 0) jsonFailure('Step cannot be zero.');
  if (!(token instanceof JArray)) {
    if (strict) jsonFailure(`Array slice is not valid on ${shortName(token)}.`);
    return;
  }
  const { count } = token;
  const by = filter.step ?? 1;
  const fromEnd = (index: number): number => (index < 0 ? count + index : index);
  const start = Math.min(
    Math.max(fromEnd(filter.start ?? (by > 0 ? 0 : count - 1)), by > 0 ? 0 : Number.NEGATIVE_INFINITY),
    by > 0 ? count : count - 1,
  );
  // A missing end of a backward slice is before the first item, not the last one.
  const stop = Math.min(Math.max(filter.end === undefined ? (by > 0 ? count : -1) : fromEnd(filter.end), -1), count);
  const goesOn = (index: number): boolean => (by > 0 ? index < stop : index > stop);
  if (!goesOn(start)) {
    if (strict) jsonFailure(`Array slice of ${filter.start ?? '*'} to ${filter.end ?? '*'} returned no results.`);
    return;
  }
  for (let index = start; goesOn(index); index += by) {
    host.budget.step();
    yield itemAt(token, index);
  }
}

function* query(evaluation: Evaluation, token: JToken, filter: Extract<Filter, { readonly kind: 'query' }>): Iterable<JToken> {
  if (!filter.deep) {
    for (const child of token) if (matches(evaluation, filter.test, child)) yield child;
    return;
  }
  if (matches(evaluation, filter.test, token)) yield token;
  if (!(token instanceof JContainer)) return;
  for (const found of descendants(evaluation.host, token)) if (matches(evaluation, filter.test, found)) yield found;
}
