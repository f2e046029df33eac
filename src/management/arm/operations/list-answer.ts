import { nextLink, readWindow } from '../paging.ts';
import type { Answer, Call } from './operation.ts';

/** What a list is made of. */
export interface Listed<Item> {
  readonly items: readonly Item[];
  /** Fields that `$filter` may name. */
  readonly fields: Readonly<Record<string, (item: Item) => string | undefined>>;
  show(item: Item): Promise<object> | object;
  /** Of the collection, below the public address. */
  readonly path: string;
  /** Whether the answer says how many there are. */
  readonly counted: boolean;
}

/** How many are looked up in the store at once. */
const AT_ONCE = 50;

/** One page of a list. Throws ArmError. */
export async function listAnswer<Item>({ api, query }: Call, { items, fields, show, path, counted }: Listed<Item>): Promise<Answer> {
  const window = readWindow(query, Object.keys(fields));
  const wanted = items.filter((item) => window.filter((field) => fields[field]?.(item)));
  const page = wanted.slice(window.skip, window.skip + window.top);
  const value: object[] = [];
  for (let at = 0; at < page.length; at += AT_ONCE) value.push(...(await Promise.all(page.slice(at, at + AT_ONCE).map(show))));
  const more = window.skip + window.top < wanted.length;
  return {
    status: 200,
    body: { value, ...(counted ? { count: wanted.length } : {}), nextLink: more ? nextLink(api.publicUrl(), path, query, window) : '' },
  };
}
