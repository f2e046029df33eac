import { TextListView } from './dictionary-view.ts';

/** Query parameters in order; a name may have several values. Names are compared without regard to case, as API Management does. */
export class QueryMap {
  readonly #entries: Map<string, { name: string; values: readonly string[] }> = new Map();
  #view: TextListView | undefined;

  static parse(queryString: string): QueryMap {
    const map = new QueryMap();
    const text = queryString.startsWith('?') ? queryString.slice(1) : queryString;
    if (text === '') return map;
    for (const pair of text.split('&')) {
      if (pair === '') continue;
      const equals = pair.indexOf('=');
      if (equals < 0) map.append(decode(pair), ['']);
      else map.append(decode(pair.slice(0, equals)), [decode(pair.slice(equals + 1))]);
    }
    return map;
  }

  /** The parameters as expressions see them. */
  get view(): TextListView {
    this.#view ??= new TextListView(this);
    return this.#view;
  }

  copy(): QueryMap {
    const map = new QueryMap();
    for (const [name, values] of this.entries()) map.set(name, values);
    return map;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(name: string): readonly string[] | undefined {
    return this.#entries.get(name.toLowerCase())?.values;
  }

  has(name: string): boolean {
    return this.#entries.has(name.toLowerCase());
  }

  set(name: string, values: readonly string[]): void {
    this.#entries.set(name.toLowerCase(), { name, values });
  }

  append(name: string, values: readonly string[]): void {
    const found = this.#entries.get(name.toLowerCase());
    this.#entries.set(
      name.toLowerCase(),
      found === undefined ? { name, values } : { name: found.name, values: [...found.values, ...values] },
    );
  }

  delete(name: string): void {
    this.#entries.delete(name.toLowerCase());
  }

  *entries(): IterableIterator<readonly [name: string, values: readonly string[]]> {
    for (const entry of this.#entries.values()) yield [entry.name, entry.values];
  }

  /** With the leading question mark, or empty. */
  toString(): string {
    const pairs: string[] = [];
    for (const [name, values] of this.entries())
      for (const value of values) pairs.push(`${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
    return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
  }
}

/** Percent decoding that keeps what is not valid, since a client's query must not be able to fail a request. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

const pattern = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/(?:[^/?#@]*@)?(\[[0-9A-Fa-f:.]+\]|[^/?#:]*)(?::(\d{1,5}))?([^?#]*)(\?[^#]*)?(?:#.*)?$/;

/** A URL as policies see it (`IUrl`). Mutable only through policies. User information and fragments are dropped. */
export class Url {
  scheme: string;
  host: string;
  port: number;
  path: string;
  readonly query: QueryMap;

  constructor(scheme: string, host: string, port: number, path: string, query: QueryMap) {
    this.scheme = scheme;
    this.host = host;
    this.port = port;
    this.path = path;
    this.query = query;
  }

  /** Undefined when the text is no absolute http or https URL. */
  static parse(text: string): Url | undefined {
    const match = pattern.exec(text);
    if (match === null) return undefined;
    const scheme = (match[1] ?? '').toLowerCase();
    const host = (match[2] ?? '').toLowerCase();
    if ((scheme !== 'http' && scheme !== 'https') || host === '' || hasControls(text)) return undefined;
    const port = match[3] === undefined ? defaultPort(scheme) : Number(match[3]);
    if (port > 65535) return undefined;
    return new Url(scheme, host, port, match[4] === '' || match[4] === undefined ? '/' : match[4], QueryMap.parse(match[5] ?? ''));
  }

  copy(): Url {
    return new Url(this.scheme, this.host, this.port, this.path, this.query.copy());
  }

  get queryString(): string {
    return this.query.toString();
  }

  /** Scheme, host and port, without the default port: what a credential may be bound to. */
  get origin(): string {
    return `${this.scheme}://${this.host}${this.port === defaultPort(this.scheme) ? '' : `:${this.port}`}`;
  }

  toString(): string {
    return `${this.origin}${this.path}${this.queryString}`;
  }
}

const defaultPort = (scheme: string): number => (scheme === 'https' ? 443 : 80);

/** True when the text holds a control character or white space, which no URL may. */
export function hasControls(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) <= 0x20 || text.charCodeAt(i) === 0x7f) return true;
  return false;
}
