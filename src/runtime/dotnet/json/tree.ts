import type { Budget } from '../../budget.ts';
import type { Host } from '../../host.ts';
import { argumentNull, invalidOperation } from '../failures.ts';
import { typeText } from '../runtime-type.ts';
import { netType } from '../values.ts';
import { JConstructor, JObject, JProperty } from './containers.ts';
import { JTokenType_ as kinds } from './JTokenType.ts';
import { withIndex, withName } from './position.ts';
import { addContent, JContainer, type JToken, JValue } from './token.ts';

/** `token.Path`. */
export function pathOf(token: JToken): string {
  const steps: ((path: string) => string)[] = [];
  let child: JToken | null = null;
  for (let at: JToken | null = token; at !== null; at = at.parent) {
    if (at.parent === null && child === null) return '';
    if (at instanceof JProperty) {
      const { name } = at;
      steps.push((path) => withName(path, name));
    } else if (child !== null && at instanceof JContainer && !(at instanceof JObject)) {
      const index = at.indexOf(child);
      steps.push((path) => withIndex(path, index));
    }
    child = at;
  }
  return steps.reduceRight((path, step) => step(path), '');
}

const parentOf = (token: JToken): JContainer => token.parent ?? invalidOperation('The parent is missing.');

/** `token.Remove()`. */
export function removeToken(token: JToken): void {
  parentOf(token).remove(token);
}

/** `token.Replace(value)`; null becomes a JSON null. */
export function replaceToken(token: JToken, value: JToken | null): void {
  const parent = parentOf(token);
  const index = parent.indexOf(token);
  if (index >= 0) parent.setAt(index, value);
}

export function addBeside(token: JToken, content: unknown, after: boolean): void {
  const parent = parentOf(token);
  addContent(parent, parent.indexOf(token) + (after ? 1 : 0), content);
}

const noChildren = (token: JToken): never => invalidOperation(`Cannot access child value on ${typeText(token[netType])}.`);

export const firstOf = (token: JToken): JToken | null => (token instanceof JContainer ? (token.children[0] ?? null) : noChildren(token));
export const lastOf = (token: JToken): JToken | null => (token instanceof JContainer ? (token.children.at(-1) ?? null) : noChildren(token));

/** A token and its parents, from the inside out. */
export function* ancestors(token: JToken | null): IterableIterator<JToken> {
  for (let at = token; at !== null; at = at.parent) yield at;
}

export function* after(token: JToken): IterableIterator<JToken> {
  for (let at = token.next; at !== null; at = at.next) yield at;
}

export function* before(token: JToken): IterableIterator<JToken> {
  const { parent } = token;
  if (parent === null) return;
  for (let at = parent.children[0] ?? null; at !== null && at !== token; at = at.next) yield at;
}

/** All tokens below one, in the order of the text. No recursion: links lead the way. */
export function* descendants(host: Host, top: JToken): IterableIterator<JToken> {
  let at: JToken | null = childOf(top);
  while (at !== null) {
    host.budget.step();
    yield at;
    let next: JToken | null = childOf(at);
    for (let up: JToken | null = at; next === null && up !== null && up !== top; up = up.parent) next = up.next;
    at = next;
  }
}

const childOf = (token: JToken): JToken | null => (token instanceof JContainer ? (token.children[0] ?? null) : null);

/** `JToken.DeepEquals(a, b)`: the order of an object's properties does not matter. No recursion. */
export function deepEquals(budget: Budget, a: JToken | null, b: JToken | null): boolean {
  if (a === null || b === null) return a === b;
  const open: [JToken, JToken][] = [[a, b]];
  for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
    budget.step();
    if (!matchOne(pair[0], pair[1], open)) return false;
  }
  return true;
}

/** Compares two tokens and leaves their children to do. */
function matchOne(a: JToken, b: JToken, open: [JToken, JToken][]): boolean {
  if (a === b) return true;
  if (a instanceof JValue) return b instanceof JValue && sameValue(a, b);
  if (!(a instanceof JContainer) || !(b instanceof JContainer)) return false;
  if (a.type !== b.type || a.children.length !== b.children.length) return false;
  if (a instanceof JObject && b instanceof JObject) {
    for (const property of a.children) {
      if (!(property instanceof JProperty)) continue;
      const other = b.property(property.name)?.value;
      if (other === undefined || other === null || property.value === null) return false;
      open.push([property.value, other]);
    }
    return true;
  }
  if (a instanceof JProperty && b instanceof JProperty && a.name !== b.name) return false;
  if (a instanceof JConstructor && b instanceof JConstructor && a.name !== b.name) return false;
  for (const [i, child] of a.children.entries()) {
    const other = b.children[i];
    if (other === undefined) return false;
    open.push([child, other]);
  }
  return true;
}

const sameValue = (a: JValue, b: JValue): boolean => a.type === b.type && a.compareTo(b) === 0;

/** `JToken.DeepEquals` asks for two tokens; an argument that must be there. */
export const present = <T>(token: T | null, name: string): T => token ?? argumentNull(name);

/** Whether a token stands for null. */
export const isNull = (token: JToken | null): boolean => token === null || token.type === kinds.Null;
