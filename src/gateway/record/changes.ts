import type { Body } from '../../runtime/context/body.ts';
import type { Context } from '../../runtime/context/context.ts';
import type { HeaderMap } from '../../runtime/context/headers.ts';
import type { Response } from '../../runtime/context/message.ts';
import type { Changes } from './recording.ts';
import { shownUrl } from './shown-url.ts';

/** What can change in an exchange, as it stood at one moment. Holds values to compare them: it is dropped with the next moment, and never shown. */
export interface Moment {
  readonly method: string;
  readonly url: string;
  readonly requestHeaders: Headers;
  readonly requestBody: Body | null;
  readonly response: Response | null;
  readonly status: number | undefined;
  readonly responseHeaders: Headers;
  readonly responseBody: Body | null;
  readonly variables: ReadonlyMap<string, unknown>;
}

/** By name in lower case. */
type Headers = ReadonlyMap<string, { readonly name: string; readonly text: string }>;

export function momentOf({ request, response, variables }: Context): Moment {
  return {
    method: request.method,
    url: request.url.toString(),
    requestHeaders: headers(request.headers.sent),
    requestBody: request.body,
    response,
    status: response?.statusCode,
    responseHeaders: response === null ? none : headers(response.headers),
    responseBody: response?.body ?? null,
    variables: new Map(variables.written),
  };
}

const none: Headers = new Map();

const headers = (map: HeaderMap): Headers =>
  new Map([...map.entries()].map(([name, values]) => [name.toLowerCase(), { name, text: JSON.stringify(values) }]));

/** Nothing is different. */
export const noChanges: Changes = {
  requestHeaders: [],
  responseHeaders: [],
  variables: [],
  requestBody: false,
  responseBody: false,
  url: undefined,
  method: undefined,
  status: undefined,
};

/** What differs between two moments. The headers and the body of a response that is another one altogether are not told one by one. */
export function changesBetween(before: Moment, after: Moment): Changes {
  const isOther = before.response !== after.response;
  return {
    requestHeaders: differing(before.requestHeaders, after.requestHeaders),
    responseHeaders: isOther ? [] : differing(before.responseHeaders, after.responseHeaders),
    variables: [...after.variables].flatMap(([name, value]) =>
      before.variables.has(name) && before.variables.get(name) === value ? [] : [name],
    ),
    requestBody: before.requestBody !== after.requestBody,
    responseBody: !isOther && before.responseBody !== after.responseBody,
    url: before.url === after.url ? undefined : shownUrl(after.url),
    method: before.method === after.method ? undefined : after.method,
    status: isOther || before.status !== after.status ? after.status : undefined,
  };
}

/** Names that are there once only, or stand for something else. */
function differing(before: Headers, after: Headers): readonly string[] {
  const gone = [...before].filter(([key]) => !after.has(key)).map(([, { name }]) => name);
  const written = [...after].filter(([key, { text }]) => before.get(key)?.text !== text).map(([, { name }]) => name);
  return [...written, ...gone];
}
