import { parse } from 'graphql';
import type {
  BodyCheck,
  HttpDescription,
  HttpParameter,
  HttpRequestDescription,
  HttpResponseDescription,
} from '../../runtime/ports/http-description.ts';
import type { SchemaVerdict } from '../../runtime/ports/schemas.ts';

/** Headers that say how a message travels or may be kept (RFC 9110, RFC 9112, RFC 9111, W3C Trace Context): any HTTP message may have them. */
const requestFraming = [
  'accept-charset',
  'accept-encoding',
  'accept-language',
  'cache-control',
  'connection',
  'content-encoding',
  'content-length',
  'host',
  'origin',
  'pragma',
  'traceparent',
  'tracestate',
  'transfer-encoding',
  'user-agent',
] as const;
const responseFraming = [
  'age',
  'cache-control',
  'connection',
  'content-encoding',
  'content-language',
  'content-length',
  'date',
  'etag',
  'expires',
  'keep-alive',
  'last-modified',
  'retry-after',
  'transfer-encoding',
  'vary',
] as const;

const anything: HttpParameter = { required: false, repeatable: true, fault: () => undefined };
const framed = (names: readonly string[]): readonly (readonly [string, HttpParameter])[] => names.map((name) => [name, anything]);

const mediaType = (value: string): string => (value.split(';', 1)[0] ?? '').trim().toLowerCase();
const oneOf =
  (types: readonly string[]) =>
  (value: string): string | undefined =>
    types.includes(mediaType(value)) ? undefined : `it is none of ${types.join(', ')}`;

/** GraphQL over HTTP, Accept: a range that takes in one of the two media types of answers. */
function acceptFault(value: string): string | undefined {
  const ranges = value.split(',').map(mediaType);
  const fits = ranges.some((range) => ['*/*', 'application/*', ...responseTypes].includes(range));
  return fits ? undefined : `it admits none of ${responseTypes.join(', ')}`;
}

const requestTypes = ['application/json'];
const responseTypes = ['application/graphql-response+json', 'application/json'];

const text = (what: string, fault: (value: string) => string | undefined, required = false) =>
  [what, { required, repeatable: false, fault }] as const;

function documentFault(value: string): string | undefined {
  try {
    parse(value, { noLocation: true, maxTokens: 20_000 });
    return undefined;
  } catch {
    return 'it is no GraphQL document';
  }
}

const objectFault = (value: string): string | undefined => (isObject(parsed(value)) ? undefined : 'it is no JSON object');
const nameFault = (value: string): string | undefined => (/^[_A-Za-z][_0-9A-Za-z]*$/.test(value) ? undefined : 'it is no name of GraphQL');

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const findings = (...found: readonly (readonly [path: string, problem: string] | false)[]): SchemaVerdict => {
  const problems = found.flatMap((each) => (each === false ? [] : [{ path: each[0], problem: each[1] }]));
  return problems.length === 0 ? { kind: 'valid' } : { kind: 'invalid', findings: problems };
};

/** A value that may be left out or null. */
const fits = (value: unknown, is: (value: unknown) => boolean): boolean => value === undefined || value === null || is(value);
const isText = (value: unknown): boolean => typeof value === 'string';

const requestBody: BodyCheck = (body) => {
  const value = parsed(body);
  if (value === undefined) return findings(['', 'is no JSON']);
  if (!isObject(value)) return findings(['', 'is no object']);
  return findings(
    !isText(value['query']) && ['/query', 'is no text'],
    !fits(value['operationName'], isText) && ['/operationName', 'is no text'],
    !fits(value['variables'], isObject) && ['/variables', 'is no object'],
    !fits(value['extensions'], isObject) && ['/extensions', 'is no object'],
  );
};

const isErrorList = (value: unknown): boolean =>
  Array.isArray(value) && value.length > 0 && value.every((each) => isObject(each) && isText(each['message']));

/** GraphQL §7.1: data, errors, or both. */
const responseBody: BodyCheck = (body) => {
  const value = parsed(body);
  if (value === undefined) return findings(['', 'is no JSON']);
  if (!isObject(value)) return findings(['', 'is no object']);
  return findings(
    !('data' in value) && !('errors' in value) && ['', 'has neither data nor errors'],
    !fits(value['data'], isObject) && ['/data', 'is no object'],
    'errors' in value && !isErrorList(value['errors']) && ['/errors', 'is no list of errors'],
    !fits(value['extensions'], isObject) && ['/extensions', 'is no object'],
  );
};

const accept: HttpParameter = { required: false, repeatable: true, fault: acceptFault };
const contentType = (types: readonly string[]): HttpParameter => ({ required: false, repeatable: false, fault: oneOf(types) });

const post: HttpRequestDescription = {
  query: new Map(),
  path: new Map(),
  headers: new Map([['accept', accept], ['content-type', contentType(requestTypes)], ...framed(requestFraming)]),
  content: new Map(requestTypes.map((type) => [type, requestBody])),
};

const get: HttpRequestDescription = {
  query: new Map([
    text('query', documentFault, true),
    text('operationName', nameFault),
    text('variables', objectFault),
    text('extensions', objectFault),
  ]),
  path: new Map(),
  headers: new Map([['accept', accept], ...framed(requestFraming)]),
  content: new Map(),
};

const response: HttpResponseDescription = {
  headers: new Map([['content-type', contentType(responseTypes)], ...framed(responseFraming)]),
  content: new Map(responseTypes.map((type) => [type, responseBody])),
};

/** Statuses that GraphQL over HTTP gives a meaning: an answer, a request that is wrong, one that is not permitted, another method or media type. */
const statuses: ReadonlySet<number> = new Set([200, 400, 401, 403, 405, 406, 415, 422]);

/** How GraphQL travels over HTTP (the specification GraphQL over HTTP, working draft). The gateway's own endpoint and subgraphs speak it. */
export const graphqlOverHttp: HttpDescription = {
  request: (method) => ({ GET: get, POST: post })[method],
  hasStatus: (status) => statuses.has(status),
  response,
};
