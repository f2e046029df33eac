import { BudgetExceeded } from '../../budget.ts';
import type { Host } from '../../host.ts';
import { argument } from '../failures.ts';
import { typeText } from '../runtime-type.ts';
import { comparisonOf, equalText } from '../text/comparison.ts';
import { netType } from '../values.ts';
import { JArray, JConstructor, JObject, JProperty } from './containers.ts';
import { JTokenType_ as kinds } from './JTokenType.ts';
import { MergeArrayHandling_ } from './MergeArrayHandling.ts';
import { MergeNullValueHandling_ } from './MergeNullValueHandling.ts';
import { paidToken } from './paid.ts';
import { addContent, isSeveral, JContainer, JToken, JValue, tokenOf } from './token.ts';
import { deepEquals } from './tree.ts';

/** Newtonsoft.Json.Linq.JsonMergeSettings. */
export class JsonMergeSettings {
  mergeArrayHandling: number = MergeArrayHandling_.Concat;
  mergeNullValueHandling: number = MergeNullValueHandling_.Ignore;
  /** A StringComparison; ordinal. */
  propertyNameComparison = 4;
}

/** Nested merges take some of JavaScript's stack. */
const deepest = 500;

/** `container.Merge(content, settings)`. */
export function merge(host: Host, container: JContainer, content: unknown, settings: JsonMergeSettings | null): void {
  new Merger(host, settings ?? new JsonMergeSettings()).into(container, content, 0);
}

class Merger {
  readonly #host: Host;
  readonly #settings: JsonMergeSettings;

  constructor(host: Host, settings: JsonMergeSettings) {
    this.#host = host;
    this.#settings = settings;
  }

  into(container: JContainer, content: unknown, depth: number): void {
    if (depth > deepest) throw new BudgetExceeded('steps');
    this.#host.budget.step();
    if (content === null || content === undefined) return;
    if (container instanceof JObject) this.#intoObject(container, content, depth);
    else if (container instanceof JArray) {
      if (isSeveral(content) || content instanceof JArray) this.#intoArray(container, content as Iterable<unknown>, depth);
    } else if (container instanceof JProperty) {
      if (content instanceof JProperty && content.value !== null && content.value.type !== kinds.Null) container.value = content.value;
    } else if (content instanceof JConstructor) {
      if (content.name !== null && container instanceof JConstructor) container.name = content.name;
      this.#intoArray(container, content, depth);
    }
  }

  #intoObject(object: JObject, content: unknown, depth: number): void {
    if (!(content instanceof JObject)) return;
    const properties = [...content.properties()];
    for (const item of properties) {
      const value = item.value ?? JValue.null();
      const existing = this.#property(object, item.name);
      this.#host.budget.allocate(8);
      if (existing === undefined) object.set(item.name, value);
      else this.#intoProperty(existing, value, depth);
    }
  }

  #property(object: JObject, name: string): JProperty | undefined {
    const exact = object.property(name);
    const way = comparisonOf(this.#settings.propertyNameComparison);
    if (exact !== undefined || way === 'ordinal') return exact;
    for (const property of object.properties()) if (equalText(property.name, name, way)) return property;
    return undefined;
  }

  #intoProperty(property: JProperty, value: JToken, depth: number): void {
    const existing = property.value;
    if (existing instanceof JContainer && existing.type === value.type) this.into(existing, value, depth + 1);
    else if (value.type !== kinds.Null || this.#settings.mergeNullValueHandling === MergeNullValueHandling_.Merge) property.value = value;
  }

  #intoArray(target: JContainer, content: Iterable<unknown>, depth: number): void {
    // What is merged may be what it is merged into.
    const items = [...content];
    switch (this.#settings.mergeArrayHandling) {
      case MergeArrayHandling_.Concat:
        for (const item of items) this.#add(target, item);
        return;
      case MergeArrayHandling_.Union:
        for (const item of items) {
          const token = tokenOf(item);
          if (!target.children.some((child) => deepEquals(this.#host.budget, child, token))) this.#add(target, token);
        }
        return;
      case MergeArrayHandling_.Replace:
        target.clear();
        for (const item of items) this.#add(target, item);
        return;
      case MergeArrayHandling_.Merge:
        for (const [i, item] of items.entries()) this.#intoPlace(target, i, item, depth);
        return;
      default:
        argument(`Unexpected merge array handling when merging JSON into ${typeText(target[netType])}.`, 'settings');
    }
  }

  #intoPlace(target: JContainer, index: number, item: unknown, depth: number): void {
    const existing = target.children[index];
    if (existing === undefined) this.#add(target, item);
    else if (existing instanceof JContainer) this.into(existing, item, depth + 1);
    else if (item !== null && item !== undefined) {
      const token = tokenOf(item);
      if (token.type !== kinds.Null) target.setAt(index, paidToken(this.#host, target, token));
    }
  }

  #add(target: JContainer, item: unknown): void {
    this.#host.budget.allocate(8);
    addContent(target, target.children.length, item instanceof JToken ? paidToken(this.#host, target, item) : tokenOf(item));
  }
}
