import type { HeaderMap } from '../../../runtime/context/headers.ts';
import type { Url } from '../../../runtime/context/url.ts';
import { JArray, JObject, JProperty } from '../../../runtime/dotnet/json/containers.ts';
import { parseJson } from '../../../runtime/dotnet/json/parse.ts';
import { type JToken, JValue } from '../../../runtime/dotnet/json/token.ts';
import { toText } from '../../../runtime/dotnet/to-text.ts';
import { parseXml } from '../../../runtime/dotnet/xml/parse.ts';
import { XElement } from '../../../runtime/dotnet/xml/tree/container.ts';
import type { Exchange } from '../../../runtime/exchange.ts';

/**
 * Names with values that a template may read; looked up as written, then without regard to case. An object without a prototype, and
 * without a member that is not data: a template has nothing else in reach. `text` is what it prints as; a loop sees `items`, or pairs.
 */
function named(values: Iterable<readonly [name: string, value: unknown]>, text = '', items?: readonly unknown[]): object {
  const map = new Map(values);
  const nameOf = (key: string): string | undefined => {
    if (map.has(key)) return key;
    const lower = key.toLowerCase();
    return [...map.keys()].find((name) => name.toLowerCase() === lower);
  };
  const read = (key: string): unknown => {
    const name = nameOf(key);
    return name === undefined ? undefined : map.get(name);
  };
  const pairs = (): readonly unknown[] =>
    [...map].map(([Key, Value]) =>
      named([
        ['Key', Key],
        ['Value', Value],
      ]),
    );
  return new Proxy(Object.create(null) as object, {
    get: (_target, key) => {
      if (typeof key === 'string') return read(key);
      if (key === Symbol.iterator) return () => (items ?? pairs())[Symbol.iterator]();
      return key === Symbol.toPrimitive ? () => text : undefined;
    },
    has: (_target, key) => (typeof key === 'string' ? nameOf(key) !== undefined : key === Symbol.iterator),
    getOwnPropertyDescriptor: (_target, key) =>
      typeof key === 'string' && nameOf(key) !== undefined
        ? { value: read(key), configurable: true, enumerable: true, writable: false }
        : undefined,
    ownKeys: () => [...map.keys()],
  });
}

export interface BindingOptions {
  /** What an element that is `xsi:nil` is: empty, or nothing. */
  readonly xsiNil: 'blank' | 'null';
  readonly parseDate: boolean;
}

/** The body that a template sees, bound by its Content-Type. Undefined when there is none. */
export function bodyBinding(x: Exchange, options: BindingOptions): unknown {
  const { request, response } = x.context;
  const body = x.onResponse ? response?.body : request.body;
  const type = (x.onResponse ? response?.headers : request.headers.visible)?.get('Content-Type')?.join(',') ?? '';
  const text = body?.contentText.trim() ?? '';
  if (text === '') return undefined;
  if (/[/+]xml\b/i.test(type) || (!/json/i.test(type) && text.startsWith('<'))) {
    const { root } = parseXml(x.context.host.budget, text, false);
    return root === null ? undefined : named([[root.name.local, elementBinding(root, options)]]);
  }
  if (!/json/i.test(type) && !/^[[{"]/.test(text)) return text;
  return options.parseDate ? jsonBinding(parseJson(x.context.host, text)) : plainBinding(JSON.parse(text));
}

function jsonBinding(token: JToken | null): unknown {
  if (token instanceof JObject)
    return named(token.children.flatMap((child) => (child instanceof JProperty ? [[child.name, jsonBinding(child.value)] as const] : [])));
  if (token instanceof JArray) return token.children.map((child) => jsonBinding(child));
  return token instanceof JValue ? scalar(token.value) : undefined;
}

/** JSON as it is written: a text that looks like a date stays a text. */
function plainBinding(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainBinding);
  return typeof value === 'object' && value !== null
    ? named(Object.entries(value).map(([name, part]) => [name, plainBinding(part)] as const))
    : value;
}

/** Booleans and numbers count as such in conditions and filters; anything else is its .NET text. */
const scalar = (value: unknown): unknown =>
  value === null || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string' ? value : toText(value);

const xsi = 'http://www.w3.org/2001/XMLSchema-instance';

function elementBinding(element: XElement, options: BindingOptions): unknown {
  if (element.attributes.some(({ name, value }) => name.uri === xsi && name.local === 'nil' && (value === 'true' || value === '1')))
    return options.xsiNil === 'null' ? null : '';
  const children: [string, unknown][] = [];
  for (const node of element.nodes()) if (node instanceof XElement) children.push([node.name.local, elementBinding(node, options)]);
  if (children.length === 0 && element.attributes.length === 0) return element.value;
  const groups = new Map<string, unknown[]>();
  for (const [name, value] of children) groups.set(name, [...(groups.get(name) ?? []), value]);
  return named(
    [
      ...element.attributes.map(({ name, value }) => [name.local, value] as const),
      ...[...groups].map(([name, values]) => [name, values.length === 1 ? values[0] : values] as const),
    ],
    children.length === 0 ? element.value : '',
    children.map(([, value]) => value),
  );
}

/** What templates see beside the body (reference: set-body, Liquid). Nothing of tokens unless a variable holds one. */
export function contextBinding(x: Exchange): ReadonlyMap<string, unknown> {
  const { request, response, variables } = x.context;
  const headers = headersOf(request.headers.visible);
  return new Map<string, unknown>([
    ['headers', headers],
    [
      'context',
      named([
        [
          'Request',
          named([
            ['Url', urlOf(request.url)],
            ['OriginalUrl', urlOf(request.originalUrl)],
            ['Method', request.method],
            ['OriginalMethod', request.method],
            ['IpAddress', request.ipAddress],
            ['MatchedParameters', named(request.matchedParameters)],
            ['HasBody', request.body !== null],
            ['Headers', headers],
          ]),
        ],
        [
          'Response',
          response === null
            ? null
            : named([
                ['StatusCode', response.statusCode],
                ['StatusReason', response.statusReason],
                ['Headers', headersOf(response.headers)],
              ]),
        ],
        ['Variables', named(variables.names().map((name) => [name, variableOf(variables.get(name))] as const))],
        ['RequestId', x.context.requestId],
      ]),
    ],
  ]);
}

const variableOf = (value: unknown): unknown =>
  value instanceof JObject || value instanceof JArray || value instanceof JValue ? jsonBinding(value) : scalar(value);

const headersOf = (headers: HeaderMap): object => named([...headers.entries()].map(([name, values]) => [name, values.join(',')] as const));

const urlOf = (url: Url): object =>
  named(
    [
      ['Scheme', url.scheme],
      ['Host', url.host],
      ['Port', url.port],
      ['Path', url.path],
      ['QueryString', url.queryString],
      ['Query', named([...url.query.entries()].map(([name, values]) => [name, values.join(',')] as const))],
    ],
    url.toString(),
  );
