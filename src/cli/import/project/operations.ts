import { parse } from 'yaml';
import { DESCRIPTION } from '../apiops/read-folder.ts';
import { readJson } from '../json-with-comments.ts';
import { type ApimExport, below } from '../resource.ts';
import { isMap, knownAt, mapOf, member, textAt, type Value } from '../value.ts';

/** An operation of an API: what requests belong to it. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  /** Below the path of the API: `/orders/{id}`. */
  readonly template: string;
}

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** The operations of an API: its own resources, else those of its OpenAPI description. Undefined when the export has neither. */
export function operationsOf(from: ApimExport, api: string): readonly Operation[] | undefined {
  const own = below(from, 'apis/operations', [api]).flatMap(({ names: [, id = ''], properties }): readonly Operation[] => {
    const method = knownAt(properties, 'method');
    const template = knownAt(properties, 'urlTemplate');
    return method === undefined || template === undefined ? [] : [{ id, method: method.toUpperCase(), template }];
  });
  if (own.length > 0) return own;
  const described = [...below(from, DESCRIPTION, [api]), ...below(from, 'apis', [api])]
    .map(({ properties }) => textAt(properties, 'value'))
    .find((text): text is string => typeof text === 'string' && !/^https?:\/\/\S+$/.test(text));
  return described === undefined ? undefined : describedOperations(described);
}

/** Operations of an OpenAPI (or Swagger) document, in JSON or YAML. */
export function describedOperations(text: string): readonly Operation[] | undefined {
  const paths = member(readDescription(text), 'paths');
  if (!isMap(paths)) return undefined;
  return Object.entries(paths).flatMap(([template, item]) =>
    methods.flatMap((method): readonly Operation[] => {
      const operation = member(item, method);
      if (!isMap(operation)) return [];
      return [{ id: knownAt(operation, 'operationId') ?? `${method}-${template}`, method: method.toUpperCase(), template }];
    }),
  );
}

function readDescription(text: string): Value {
  try {
    return /^\s*[{[]/.test(text) ? readJson(text) : safe(parse(text, { maxAliasCount: 1_000, uniqueKeys: false }));
  } catch {
    return mapOf([]);
  }
}

/** A value of another reader, its maps without prototypes. */
function safe(value: unknown): Value {
  if (Array.isArray(value)) return value.map(safe);
  if (typeof value === 'object' && value !== null)
    return mapOf(Object.entries(value).map(([name, one]): [string, Value] => [name, safe(one)]));
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

/** Whether an operation's template is met before another's by a request that fits both: the one that says more of it. */
export function moreExact(one: Operation, other: Operation): number {
  const weights = [one, other].map(({ template }) => segmentsOf(template).map(weight));
  const [first = [], second = []] = weights;
  for (let at = 0; at < Math.max(first.length, second.length); at++) {
    const difference = (second[at] ?? 0) - (first[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

const weight = (segment: string): number => (segment === '*' || /\{\*/.test(segment) ? 1 : /\{/.test(segment) ? 2 : 3);

const segmentsOf = (template: string): readonly string[] =>
  pathOf(template)
    .split('/')
    .filter((segment) => segment !== '');

/** Parameters of the query are not part of the path. */
const pathOf = (template: string): string => template.split('?')[0] ?? '';

/**
 * A regular expression for the paths of an operation: written without what XML would have escaped, and so that it never takes long. `prefix` is the
 * path of the API.
 */
export function pathPattern(prefix: string, template: string): string {
  let pattern = '';
  for (const segment of segmentsOf(template))
    pattern += segment === '*' || segment.startsWith('{*') ? '(?:/.*)?' : `/${segmentPattern(segment)}`;
  return `^${literal(prefix)}${pattern}/?$`;
}

const segmentPattern = (segment: string): string =>
  segment
    .split(/(\{[^}]*\}|\*)/)
    .map((piece, at) => (at % 2 === 1 ? '[^/]+' : literal(piece)))
    .join('');

const literal = (text: string): string =>
  [...text].map((character) => (/[A-Za-z0-9/_~%=,;:@!-]/.test(character) ? character : escaped(character))).join('');

const escaped = (character: string): string =>
  /[.$^()[\]{}|*+?\\]/.test(character) ? `\\${character}` : `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0').slice(-4)}`;
