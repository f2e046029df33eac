import type { HeaderList } from '../../runtime/ports/send.ts';
import { scrub } from './scrub.ts';

/** What a backend answered to a request that carried a token. */
export interface BackendAnswer {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Uint8Array;
}

/** How some backends say that a token has too few scopes. Undefined: it does not say so; an empty list: it does not say which. */
interface Dialect {
  readonly of: string;
  /** Whether it is worth to look at the answer at all. */
  readonly when: (answer: BackendAnswer) => boolean;
  readonly read: (answer: BackendAnswer) => readonly string[] | undefined;
}

const dialects: readonly Dialect[] = [
  { of: 'RFC 6750 §3.1', when: ({ status }) => status >= 400, read: ofChallenge },
  { of: 'GitHub, REST', when: ({ status }) => status === 403, read: ofScopeHeaders },
  { of: 'Google (google.rpc.ErrorInfo)', when: ({ status }) => status === 403, read: ofErrorInfo },
  { of: 'HubSpot', when: ({ status }) => status === 403, read: ofCategory },
  { of: 'Slack, which answers 200', when: saysMissingScope, read: ofSlack },
];

/** The scopes that a token lacks, where the backend's answer says that this was the reason. What holds a secret of the request is left out. */
export function missingScopes(answer: BackendAnswer, disclosed: ReadonlySet<string>): readonly string[] | undefined {
  for (const { when, read } of dialects) {
    const scopes = when(answer) ? read(answer) : undefined;
    if (scopes !== undefined) return scopeTokens(scopes, disclosed);
  }
  return undefined;
}

/** The same for an error in a GraphQL response: GitHub's GraphQL API answers 200 and names the scopes in the text. */
export function missingScopesOfError(error: unknown, disclosed: ReadonlySet<string>): readonly string[] | undefined {
  if (memberOf(error, 'type') !== 'INSUFFICIENT_SCOPES') return undefined;
  const text = memberOf(error, 'message');
  const list = typeof text === 'string' ? /scopes: \[([^\]]{0,1000})\]/.exec(text.slice(0, 4_000))?.[1] : undefined;
  return scopeTokens(
    [...(list ?? '').matchAll(/'([^']+)'/g)].map(([, scope]) => scope ?? ''),
    disclosed,
  );
}

/** RFC 6749 §3.3. What is none might be anything, and is not repeated to clients. */
const scopeToken = /^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/;
const mostScopes = 50;

const scopeTokens = (texts: readonly string[], disclosed: ReadonlySet<string>): readonly string[] =>
  [...new Set(texts.filter((text) => scopeToken.test(text) && scrub(disclosed, text) === text))].slice(0, mostScopes);

/** Longer headers are not looked at to their end. */
const mostHeader = 8_000;
const challengePart = /([!#$%&'*+.^_`|~0-9A-Za-z-]+)(?:[ \t]*=[ \t]*(?:"((?:[^"\\]|\\.)*)"|([!#$%&'*+.^_`|~0-9A-Za-z-]+)))?/g;

function ofChallenge({ headers }: BackendAnswer): readonly string[] | undefined {
  for (const value of valuesOf(headers, 'www-authenticate')) {
    const parameters = bearerParameters(value.slice(0, mostHeader));
    if (parameters.get('error') === 'insufficient_scope') return (parameters.get('scope') ?? '').split(' ');
  }
  return undefined;
}

/** The parameters of the first Bearer challenge (RFC 9110 §11.6.1): a name without a value begins the next challenge. */
function bearerParameters(header: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let isBearer = false;
  for (const [whole, name = '', quoted, plain] of header.matchAll(challengePart)) {
    if (!whole.includes('=')) {
      if (isBearer) break;
      isBearer = name.toLowerCase() === 'bearer';
    } else if (isBearer) found.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? plain ?? '');
  }
  return found;
}

/** Any one of the accepted scopes would have done; where one was granted, the reason was another. */
function ofScopeHeaders({ headers }: BackendAnswer): readonly string[] | undefined {
  const listed = (name: string) => valuesOf(headers, name).map((value) => value.split(',').map((scope) => scope.trim()));
  const [granted] = listed('x-oauth-scopes');
  const accepted = listed('x-accepted-oauth-scopes')[0]?.filter((scope) => scope !== '') ?? [];
  return granted === undefined || accepted.length === 0 || accepted.some((scope) => granted.includes(scope)) ? undefined : accepted;
}

function ofErrorInfo(answer: BackendAnswer): readonly string[] | undefined {
  const details = memberOf(memberOf(jsonOf(answer), 'error'), 'details');
  return Array.isArray(details) && details.some((detail) => memberOf(detail, 'reason') === 'ACCESS_TOKEN_SCOPE_INSUFFICIENT')
    ? []
    : undefined;
}

function ofCategory(answer: BackendAnswer): readonly string[] | undefined {
  const body = jsonOf(answer);
  if (memberOf(body, 'category') !== 'MISSING_SCOPES') return undefined;
  const errors = memberOf(body, 'errors');
  return (Array.isArray(errors) ? errors : []).flatMap((error) => textsOf(memberOf(memberOf(error, 'context'), 'requiredGranularScopes')));
}

const needle = '"missing_scope"';

/** Its refusals are small; a large body is data. */
const mostOfSlack = 10_000;

function saysMissingScope({ body }: BackendAnswer): boolean {
  return body.length <= mostOfSlack && bufferOf(body).includes(needle);
}

function ofSlack(answer: BackendAnswer): readonly string[] | undefined {
  const body = jsonOf(answer);
  if (memberOf(body, 'ok') !== false || memberOf(body, 'error') !== 'missing_scope') return undefined;
  const needed = memberOf(body, 'needed');
  return typeof needed === 'string' ? needed.split(',') : [];
}

const valuesOf = (headers: HeaderList, wanted: string): readonly string[] =>
  headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);

const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function jsonOf({ body }: BackendAnswer): unknown {
  try {
    return JSON.parse(bufferOf(body).toString('utf8'));
  } catch {
    return undefined;
  }
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;

const textsOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []);
