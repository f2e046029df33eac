/** Something that an export does not say: a parameter without a value, or what only Azure could tell when it deploys. */
export class Unknown {
  /** As the template writes it, without the brackets: `parameters('host')`. */
  readonly expression: string;
  /** What `--set` can give, so that it is no longer unknown. */
  readonly asks: readonly string[];
  /** Whether it is a secret by its type. */
  readonly secure: boolean;

  constructor(expression: string, asks: readonly string[], secure: boolean) {
    this.expression = expression;
    this.asks = asks;
    this.secure = secure;
  }
}

/** A text of which some parts are not known. */
export class Composed {
  readonly parts: readonly (string | Unknown)[];

  constructor(parts: readonly (string | Unknown)[]) {
    this.parts = parts;
  }
}

export type Text = string | Unknown | Composed;

/** A value of an export, its template expressions worked out as far as that goes. */
export type Value = Text | number | boolean | null | readonly Value[] | ValueMap;

export interface ValueMap {
  readonly [name: string]: Value;
}

export const isMap = (value: Value | undefined): value is ValueMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Unknown) && !(value instanceof Composed);

export const isList = (value: Value | undefined): value is readonly Value[] => Array.isArray(value);

/** A map without a prototype: names in an export are somebody else's. */
export const mapOf = (entries: Iterable<readonly [string, Value]>): ValueMap => {
  const map: Record<string, Value> = Object.create(null);
  for (const [name, value] of entries) map[name] = value;
  return map;
};

/** A member by its path. Names ignore case, as they do in templates. */
export function member(value: Value | undefined, ...path: readonly string[]): Value | undefined {
  let at = value;
  for (const name of path) {
    if (!isMap(at)) return undefined;
    const map: ValueMap = at;
    const key = Object.hasOwn(map, name) ? name : Object.keys(map).find((one) => one.toLowerCase() === name.toLowerCase());
    at = key === undefined ? undefined : map[key];
  }
  return at ?? undefined;
}

/** A text, or a scalar as text; undefined for everything else and for an empty one. */
export function textAt(value: Value | undefined, ...path: readonly string[]): Text | undefined {
  const found = member(value, ...path);
  if (typeof found === 'number' || typeof found === 'boolean') return String(found);
  if (typeof found === 'string') return found === '' ? undefined : found;
  return found instanceof Unknown || found instanceof Composed ? found : undefined;
}

/** A text that is known in full. */
export function knownAt(value: Value | undefined, ...path: readonly string[]): string | undefined {
  const found = textAt(value, ...path);
  return typeof found === 'string' ? found : undefined;
}

/** A truth value, also where it is written as a text. */
export function flagAt(value: Value | undefined, ...path: readonly string[]): boolean | undefined {
  const found = member(value, ...path);
  if (typeof found === 'boolean') return found;
  return typeof found === 'string' && /^(?:true|false)$/i.test(found) ? found.toLowerCase() === 'true' : undefined;
}

export const mapAt = (value: Value | undefined, ...path: readonly string[]): ValueMap => {
  const found = member(value, ...path);
  return isMap(found) ? found : mapOf([]);
};

export const listAt = (value: Value | undefined, ...path: readonly string[]): readonly Value[] => {
  const found = member(value, ...path);
  return isList(found) ? found : [];
};

/** Joins texts; one without anything unknown is a plain string. */
export function joined(texts: readonly Text[]): Text {
  const parts: (string | Unknown)[] = [];
  for (const text of texts)
    for (const part of text instanceof Composed ? text.parts : [text]) {
      const last = parts.at(-1);
      if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = last + part;
      else if (part !== '') parts.push(part);
    }
  const [only = ''] = parts;
  return parts.length <= 1 ? only : new Composed(parts);
}

export const partsOf = (text: Text): readonly (string | Unknown)[] => (text instanceof Composed ? text.parts : [text]);

/** What is unknown anywhere in a value. */
export function* unknownsIn(value: Value): Generator<Unknown> {
  if (value instanceof Unknown) yield value;
  else if (value instanceof Composed) {
    for (const part of value.parts) if (typeof part !== 'string') yield part;
  } else if (isList(value)) for (const one of value) yield* unknownsIn(one);
  else if (isMap(value)) for (const one of Object.values(value)) yield* unknownsIn(one);
}

/** A text with its unknown parts as their expressions, to be compared and shown. */
export const shown = (text: Text): string =>
  partsOf(text)
    .map((part) => (typeof part === 'string' ? part : `[${part.expression}]`))
    .join('');
