import { HeaderMap as ApolloHeaders, type HTTPGraphQLResponse } from '@apollo/server';
import type { HeaderMap } from '../../runtime/context/headers.ts';
import type { ClientRequest } from '../client-request.ts';
import type { Limits } from '../parts.ts';
import { type Answer, refusal } from './answer.ts';

/** The HTTP part of a GraphQL request, as the client sent it or as `global.xml` made it. */
export interface HttpOperation {
  readonly method: string;
  /** With the question mark, or empty. */
  readonly search: string;
  readonly headers: HeaderMap;
  readonly body: string | null;
}

/** Executes the GraphQL operation of a request, or several. Never rejects because of the request: what is wrong with it is the answer. */
export async function execute(
  { method, search, headers, body }: HttpOperation,
  client: ClientRequest,
  { batch: mostBatched }: Limits,
): Promise<Answer> {
  const parsed = method === 'POST' ? parse(body) : { ok: true, value: undefined };
  if (!parsed.ok) return refusal(400, 'BAD_REQUEST', 'The request body is no JSON.');
  const run = async (one: unknown): Promise<Answer> =>
    answer(await client.snapshot.graphql.answer({ method, search, headers: apolloHeaders(headers), body: one }, client));
  if (!Array.isArray(parsed.value)) return run(parsed.value);
  if (parsed.value.length > mostBatched) return refusal(400, 'BAD_REQUEST', tooMany(mostBatched));
  if (parsed.value.length === 0) return refusal(400, 'BAD_REQUEST', 'The request has no operation.');
  return together(await Promise.all(parsed.value.map(run)));
}

/** The answers of a batch in one. Where one operation succeeded the batch did: what became of the others stands in their places. */
function together(answers: readonly Answer[]): Answer {
  const { status, headers } = answers.find((each) => each.status === 200) ?? answers[0] ?? { status: 200, headers: [] };
  return { status, headers, body: `[${answers.map(({ body }) => body).join(',')}]` };
}

const tooMany = (most: number): string =>
  most === 0 ? 'This graph takes one operation in a request.' : `This graph takes ${most} operations in a request at most.`;

function parse(body: string | null): { readonly ok: boolean; readonly value: unknown } {
  if (body === null) return { ok: true, value: undefined };
  try {
    return { ok: true, value: JSON.parse(body) };
  } catch {
    return { ok: false, value: undefined };
  }
}

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
