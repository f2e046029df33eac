import type { Host } from '../../host.ts';
import { KeyValuePair } from '../collections/KeyValuePair.ts';
import { isSeveral, JContainer, JToken } from './token.ts';

/** What one token costs, in units of the budget's size. */
const unit = 8;

/** Announces a copy of a token with all below it, before it is made. */
export function announceCopy(host: Host, top: JToken): void {
  const open: JToken[] = [top];
  for (let token = open.pop(); token !== undefined; token = open.pop()) {
    host.budget.step();
    host.budget.allocate(unit);
    if (token instanceof JContainer) for (const child of token.children) open.push(child);
  }
}

/** A token that stands somewhere already, or that holds the place it is put in, goes in as a copy. */
const isCopied = (container: JContainer | null, token: JToken): boolean =>
  token.parent !== null || (container !== null && (token === container || container.root === token));

/** Content on its way into a container, the copies that this takes announced. Null: into a new one. */
export function paid(host: Host, container: JContainer | null, content: unknown): unknown {
  if (content instanceof JToken) {
    if (isCopied(container, content)) announceCopy(host, content);
    return content;
  }
  if (content instanceof KeyValuePair) {
    paid(host, container, content.value);
    return content;
  }
  return isSeveral(content) ? paidItems(host, container, content) : content;
}

/** Each item is announced when it is asked for, since the sequence may be read only once. */
function* paidItems(host: Host, container: JContainer | null, content: Iterable<unknown>): IterableIterator<unknown> {
  for (const item of content) yield paid(host, container, item);
}

/** As {@link paid} for a single token or null. */
export function paidToken<T extends JToken | null>(host: Host, container: JContainer | null, token: T): T {
  if (token !== null) paid(host, container, token);
  return token;
}

/** A copy of a token with all below it. */
export function copyOf<T extends JToken>(host: Host, token: T): T {
  announceCopy(host, token);
  return token.deepCopy() as T;
}
