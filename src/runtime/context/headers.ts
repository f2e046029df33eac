import { TextListView } from './dictionary-view.ts';

/** Header names are compared without regard to case (RFC 9110 §5.1); the name is kept as it was first written. */
interface Entry {
  readonly name: string;
  readonly values: readonly string[];
}

/** The headers of one message: what policies read and change. The order of first appearance is kept. */
export class HeaderMap {
  readonly #entries: Map<string, Entry>;
  #view: TextListView | undefined;

  private constructor(entries: Map<string, Entry>) {
    this.#entries = entries;
  }

  static empty(): HeaderMap {
    return new HeaderMap(new Map());
  }

  /** From lines of the wire; several lines of one name become several values. */
  static from(lines: Iterable<readonly [name: string, value: string]>): HeaderMap {
    const map = HeaderMap.empty();
    for (const [name, value] of lines) map.append(name, [value]);
    return map;
  }

  /** The headers as expressions see them. */
  get view(): TextListView {
    this.#view ??= new TextListView(this);
    return this.#view;
  }

  copy(): HeaderMap {
    return new HeaderMap(new Map(this.#entries));
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
    const key = name.toLowerCase();
    const found = this.#entries.get(key);
    this.#entries.set(key, found === undefined ? { name, values } : { name: found.name, values: [...found.values, ...values] });
  }

  delete(name: string): void {
    this.#entries.delete(name.toLowerCase());
  }

  /** Names with their values, in order. */
  *entries(): IterableIterator<readonly [name: string, values: readonly string[]]> {
    for (const entry of this.#entries.values()) yield [entry.name, entry.values];
  }

  /**
   * Lines for the wire. Several values become one line joined by a comma, except for the headers whose values may hold one
   * (reference: set-header), which stay separate lines.
   */
  *lines(): IterableIterator<readonly [name: string, value: string]> {
    for (const [key, { name, values }] of this.#entries) {
      if (values.length === 1 || !neverJoined.has(key)) yield [name, values.join(',')];
      else for (const value of values) yield [name, value];
    }
  }
}

const neverJoined: ReadonlySet<string> = new Set([
  'user-agent',
  'www-authenticate',
  'proxy-authenticate',
  'cookie',
  'set-cookie',
  'warning',
  'date',
  'expires',
  'last-modified',
  'if-modified-since',
  'if-unmodified-since',
  'retry-after',
]);

/**
 * The headers of a request on its way to a backend: deny by default. Policies read the client's headers with what was written
 * over them; sent are the written ones and those that the backend's `forwardHeaders` let through. What to do when a header
 * "exists" is decided on what would be sent, so that a client's header that stays behind cannot stop a policy from writing one.
 */
export class RequestHeaders {
  /** What expressions see. */
  readonly visible: HeaderMap;
  /** What would go out now. */
  readonly sent: HeaderMap;

  private constructor(visible: HeaderMap, sent: HeaderMap) {
    this.visible = visible;
    this.sent = sent;
  }

  /** `forwarded` are the client's headers that may pass; they must be a part of `client`. */
  static over(client: HeaderMap, forwarded: HeaderMap): RequestHeaders {
    return new RequestHeaders(client.copy(), forwarded.copy());
  }

  has(name: string): boolean {
    return this.sent.has(name);
  }

  set(name: string, values: readonly string[]): void {
    this.visible.set(name, values);
    this.sent.set(name, values);
  }

  append(name: string, values: readonly string[]): void {
    this.sent.append(name, values);
    this.visible.set(name, this.sent.get(name) ?? values);
  }

  delete(name: string): void {
    this.visible.delete(name);
    this.sent.delete(name);
  }
}

/** What a policy may do with the headers of either message. */
export interface WritableHeaders {
  has(name: string): boolean;
  set(name: string, values: readonly string[]): void;
  append(name: string, values: readonly string[]): void;
  delete(name: string): void;
}
