import { Composed, isList, isMap, joined, mapOf, member, type Text, Unknown, type Value } from '../value.ts';

/** A call whose arguments do not fit. */
export class FunctionFault extends Error {
  override readonly name = 'FunctionFault';
}

/** A function of templates that depends on its arguments alone. Undefined: what it gives cannot be said, because something in it is unknown. */
export type TemplateFunction = (values: readonly Value[]) => Value | undefined;

const isText = (value: Value | undefined): value is Text =>
  typeof value === 'string' || value instanceof Unknown || value instanceof Composed;

const text = (value: Value | undefined): string => {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new FunctionFault('a text is missing');
};

const number = (value: Value | undefined): number => {
  if (typeof value === 'number') return value;
  throw new FunctionFault('a number is missing');
};

const list = (value: Value | undefined): readonly Value[] => {
  if (isList(value)) return value;
  throw new FunctionFault('a list is missing');
};

const textual = (value: Value): Text => {
  if (isText(value)) return value;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return JSON.stringify(value);
};

/** What is known of itself alone: with something unknown among the arguments nothing is said. */
const known =
  (work: (values: readonly Value[]) => Value): TemplateFunction =>
  (values) =>
    values.some(hasUnknown) ? undefined : work(values);

function hasUnknown(value: Value): boolean {
  if (value instanceof Unknown || value instanceof Composed) return true;
  if (isList(value)) return value.some(hasUnknown);
  return isMap(value) && Object.values(value).some(hasUnknown);
}

/** `{0}` of .NET's composite formats, with `{{` and `}}` for the brackets themselves; a format after a colon does not change a text. */
function format([pattern, ...values]: readonly Value[]): Value | undefined {
  if (typeof pattern !== 'string') return undefined;
  const pieces: Text[] = [];
  let from = 0;
  for (const found of pattern.matchAll(/\{\{|\}\}|\{(\d+)(?:[,:][^}]*)?\}/g)) {
    pieces.push(pattern.slice(from, found.index));
    from = found.index + found[0].length;
    if (found[1] === undefined) pieces.push(found[0].slice(1));
    else {
      const value = values[Number(found[1])];
      if (value === undefined) throw new FunctionFault(`\`format\` has no value for \`${found[0]}\``);
      pieces.push(textual(value));
    }
  }
  return joined([...pieces, pattern.slice(from)]);
}

function concat(values: readonly Value[]): Value | undefined {
  if (values.every(isList)) return values.flat();
  return joined(values.map(textual));
}

/** Also where what is put in is not known. */
function replace([whole, old, fresh]: readonly Value[]): Value | undefined {
  if (!isText(whole) || typeof old !== 'string' || !isText(fresh)) return undefined;
  if (old === '') return whole;
  const parts = whole instanceof Composed ? whole.parts : [whole];
  return joined(parts.flatMap((part) => (typeof part === 'string' ? between(part.split(old), fresh) : [part])));
}

const between = (pieces: readonly string[], fresh: Text): readonly Text[] =>
  pieces.flatMap((piece, at): readonly Text[] => (at === 0 ? [piece] : [fresh, piece]));

const same = (one: Value | undefined, other: Value | undefined): boolean =>
  JSON.stringify(one) === JSON.stringify(other) ||
  (typeof one === 'string' && typeof other === 'string' && one.toLowerCase() === other.toLowerCase());

function contains([whole, part]: readonly Value[]): boolean {
  if (typeof whole === 'string') return whole.includes(text(part));
  if (isList(whole)) return whole.some((one) => JSON.stringify(one) === JSON.stringify(part));
  return member(whole, text(part)) !== undefined;
}

const empty = (value: Value | undefined): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (isList(value) && value.length === 0) ||
  (isMap(value) && Object.keys(value).length === 0);

function union(values: readonly Value[]): Value {
  if (values.every(isMap)) return mapOf(values.flatMap((map) => Object.entries(map)));
  const found: Value[] = [];
  for (const one of values.flatMap((each) => list(each)))
    if (!found.some((other) => JSON.stringify(other) === JSON.stringify(one))) found.push(one);
  return found;
}

const json = (value: unknown): Value => {
  if (Array.isArray(value)) return value.map(json);
  if (typeof value === 'object' && value !== null)
    return mapOf(Object.entries(value).map(([name, one]): [string, Value] => [name, json(one)]));
  return value as string | number | boolean | null;
};

const substring = ([whole, from = 0, length]: readonly Value[]): Value =>
  text(whole).slice(number(from), length === undefined ? undefined : number(from) + number(length));

const slice = (take: (whole: Value, count: number) => Value): TemplateFunction =>
  known(([whole = null, count]) => take(whole, number(count)));

/** By name in lower case. https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions */
export const functions: ReadonlyMap<string, TemplateFunction> = new Map<string, TemplateFunction>([
  ['concat', concat],
  ['format', format],
  ['replace', replace],
  ['tolower', known(([value]) => text(value).toLowerCase())],
  ['toupper', known(([value]) => text(value).toUpperCase())],
  ['trim', known(([value]) => text(value).trim())],
  [
    'string',
    ([value = null]) => (isMap(value) || isList(value) ? (hasUnknown(value) ? undefined : JSON.stringify(value)) : textual(value)),
  ],
  ['int', known(([value]) => Number(text(value)))],
  ['bool', known(([value]) => ['true', '1'].includes(text(value).toLowerCase()))],
  ['json', known(([value]) => json(JSON.parse(text(value))))],
  ['split', known(([value, by]) => splitBy(text(value), by))],
  [
    'join',
    ([values, by]) =>
      isList(values) && typeof by === 'string'
        ? joined(values.flatMap((one, at) => (at === 0 ? [textual(one)] : [by, textual(one)])))
        : undefined,
  ],
  ['first', known(([value]) => (typeof value === 'string' ? value.slice(0, 1) : (list(value)[0] ?? null)))],
  ['last', known(([value]) => (typeof value === 'string' ? value.slice(-1) : (list(value).at(-1) ?? null)))],
  ['length', known(([value]) => (typeof value === 'string' || isList(value) ? value.length : Object.keys(value ?? {}).length))],
  ['substring', known(substring)],
  ['take', slice((whole, count) => (typeof whole === 'string' ? whole.slice(0, count) : list(whole).slice(0, count)))],
  ['skip', slice((whole, count) => (typeof whole === 'string' ? whole.slice(count) : list(whole).slice(count)))],
  ['startswith', known(([whole, part]) => text(whole).toLowerCase().startsWith(text(part).toLowerCase()))],
  ['endswith', known(([whole, part]) => text(whole).toLowerCase().endsWith(text(part).toLowerCase()))],
  ['indexof', known(([whole, part]) => text(whole).toLowerCase().indexOf(text(part).toLowerCase()))],
  ['contains', known(contains)],
  ['empty', known(([value]) => empty(value))],
  ['coalesce', (values) => values.find((value) => value !== null) ?? null],
  ['equals', known(([one, other]) => same(one, other))],
  ['not', known(([value]) => value !== true)],
  ['and', known((values) => values.every((value) => value === true))],
  ['or', known((values) => values.some((value) => value === true))],
  ['greater', known(([one, other]) => number(one) > number(other))],
  ['less', known(([one, other]) => number(one) < number(other))],
  ['true', () => true],
  ['false', () => false],
  ['null', () => null],
  ['add', known(([one, other]) => number(one) + number(other))],
  ['sub', known(([one, other]) => number(one) - number(other))],
  ['mul', known(([one, other]) => number(one) * number(other))],
  ['min', known((values) => Math.min(...values.flat().map((value) => number(value))))],
  ['max', known((values) => Math.max(...values.flat().map((value) => number(value))))],
  ['range', known(([from, count]) => Array.from({ length: Math.min(number(count), 1_000) }, (_, at) => number(from) + at))],
  ['array', ([value = null]) => (isList(value) ? value : [value])],
  ['createarray', (values) => values],
  [
    'createobject',
    (values) => mapOf(values.flatMap((value, at): [string, Value][] => (at % 2 === 0 ? [[text(value), values[at + 1] ?? null]] : []))),
  ],
  ['union', known(union)],
  ['intersection', known(([one, other]) => list(one).filter((value) => contains([list(other), value])))],
  ['base64', known(([value]) => Buffer.from(text(value)).toString('base64'))],
  ['base64tostring', known(([value]) => Buffer.from(text(value), 'base64').toString('utf8'))],
  ['uri', known(([base, rest]) => new URL(text(rest), text(base)).href)],
  ['uricomponent', known(([value]) => encodeURIComponent(text(value)))],
  ['uricomponenttostring', known(([value]) => decodeURIComponent(text(value)))],
]);

function splitBy(whole: string, by: Value | undefined): readonly string[] {
  const marks = isList(by) ? by.map((mark) => text(mark)) : [text(by)];
  let pieces = [whole];
  for (const mark of marks) pieces = pieces.flatMap((piece) => piece.split(mark));
  return pieces;
}
