import { HeaderMap as ApolloHeaders, type HTTPGraphQLResponse } from '@apollo/server';
import type { HeaderMap } from '../../runtime/context/headers.ts';
import type { ClientRequest } from '../client-request.ts';
import type { Parts } from '../parts.ts';
import { acceptsJson } from './accepts-json.ts';
import { type Answer, refusal } from './answer.ts';
import { readJson } from './json-body.ts';
import { isRecord, type OperationRequest } from './operations/operation-request.ts';
import { resolveOperation } from './operations/resolve-operation.ts';

/** The HTTP part of a GraphQL request, as the client sent it or as `global.xml` made it. */
export interface HttpOperation {
  readonly method: string;
  /** With the question mark, or empty. */
  readonly search: string;
  readonly headers: HeaderMap;
  readonly body: string | null;
}

/** Executes the GraphQL operation of a request, or several. Never rejects because of the request: what is wrong with it is the answer. */
export async function execute({ method, search, headers, body }: HttpOperation, client: ClientRequest, parts: Parts): Promise<Answer> {
  const { batch: mostBatched, queryTokens } = parts.limits;
  const rules = { safelist: parts.operations.safelist(), persisted: parts.operations.persisted, mostTokens: queryTokens };
  const http = { method, search, headers: apolloHeaders(headers), body: undefined };
  const one = async (request: OperationRequest, client: ClientRequest): Promise<Answer> => {
    const resolved = await resolveOperation(request, rules);
    if (resolved.kind === 'refused') return resolved.answer;
    const { request: found, text } = resolved;
    const form = parts.operations.forms.judge(text);
    if (form !== 'good') return malformed[form];
    const asked = found.kind === 'get' ? { ...http, search: found.search } : { ...http, body: found.body };
    const given = await answer(await client.snapshot.graphql.answer(asked, client));
    if (given.status === 200) await resolved.succeeded();
    return given;
  };
  // Found out behind the operation it would come too late: a mutation has happened then.
  if (!acceptsJson(http.headers.get('accept'))) return notAcceptable;
  if (method !== 'POST') return one({ kind: 'get', search }, client);
  if (body === null) return noOperation;
  const read = readJson(body);
  if (read.kind === 'refused') return refusal(400, 'BAD_REQUEST', read.why);
  const { value } = read;
  if (!Array.isArray(value)) return isRecord(value) ? one({ kind: 'post', body: value }, client) : noOperation;
  if (value.length > mostBatched) return refusal(400, 'BAD_REQUEST', tooMany(mostBatched));
  if (value.length === 0) return noOperation;
  const eachOf = async (body: unknown): Promise<Answer> => {
    const recorder = client.recorder?.ofOperation();
    const given = isRecord(body) ? await one({ kind: 'post', body }, { ...client, recorder }) : noOperation;
    recorder?.answered(given.status);
    return given;
  };
  return together(await Promise.all(value.map(eachOf)));
}

const malformed = {
  nested: refusal(400, 'GRAPHQL_PARSE_FAILED', 'The document has too many brackets inside each other.'),
  repetitive: refusal(400, 'GRAPHQL_VALIDATION_FAILED', 'The document repeats its fields too often.'),
};
const notAcceptable = refusal(406, 'BAD_REQUEST', 'Answers come as `application/json` or `application/graphql-response+json`.');
const noOperation = refusal(400, 'BAD_REQUEST', 'The request has no operation.');

/** The answers of a batch in one. Where one operation succeeded the batch did: what became of the others stands in their places. */
function together(answers: readonly Answer[]): Answer {
  const { status, headers } = answers.find((each) => each.status === 200) ?? answers[0] ?? { status: 200, headers: [] };
  return { status, headers, body: `[${answers.map(({ body }) => body).join(',')}]` };
}

const tooMany = (most: number): string =>
  most === 0 ? 'This graph takes one operation in a request.' : `This graph takes ${most} operations in a request at most.`;

function apolloHeaders(headers: HeaderMap): ApolloHeaders {
  const map = new ApolloHeaders();
  for (const [name, values] of headers.entries()) map.set(name.toLowerCase(), values.join(', '));
  return map;
}

async function answer({ status, headers, body }: HTTPGraphQLResponse): Promise<Answer> {
  return { status: status ?? 200, headers: [...headers], body: body.kind === 'complete' ? body.string : await text(body.asyncIterator) };
}

async function text(parts: AsyncIterableIterator<string>): Promise<string> {
  let whole = '';
  for await (const part of parts) whole += part;
  return whole;
}
