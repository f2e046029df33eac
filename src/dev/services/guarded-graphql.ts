import type { IncomingMessage, ServerResponse } from 'node:http';
import { type DocumentNode, type ExecutionResult, execute, GraphQLError, type GraphQLSchema, parse, validate } from 'graphql';
import { readJson } from './read-json.ts';
import type { ServiceContext } from './service-call.ts';
import { type TokenDemands, TokenRefused, tokenCheck } from './token-check.ts';

/**
 * Answers `POST /graphql` with a schema, and 401 with `WWW-Authenticate` to whoever brings no token that meets the demands. 503 when
 * the issuer's keys cannot be had.
 */
export function guardedGraphql(
  schema: GraphQLSchema,
  demands: TokenDemands,
  onError: (message: string) => void,
): (request: IncomingMessage, response: ServerResponse) => void {
  const check = tokenCheck(demands);
  return (request, response) => {
    answer(request, response).catch((error: unknown) => {
      onError(error instanceof Error ? error.message : String(error));
      if (!response.headersSent) response.writeHead(503);
      response.end();
    });
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url?.split('?')[0] !== '/graphql') return void response.writeHead(404).end();
    if (request.method !== 'POST') return void response.writeHead(405, { allow: 'POST' }).end();
    try {
      const token = await check(request.headers.authorization);
      const { status, body } = await run(schema, await readJson(request), { token, headers: request.headers });
      response.writeHead(status, json).end(JSON.stringify(body));
    } catch (error) {
      if (!(error instanceof TokenRefused)) throw error;
      response.writeHead(401, { ...json, 'www-authenticate': challenge(error) });
      response.end(JSON.stringify({ errors: [{ message: error.message }] }));
    }
  }
}

const json = { 'content-type': 'application/json; charset=utf-8' };

/** RFC 6750 §3: a request without any token is told nothing but the scheme. */
export function challenge(refused: TokenRefused): string {
  const reason = refused.error === undefined ? '' : `, error="${refused.error}", error_description="${refused.message}"`;
  return `Bearer realm="fedpass demo"${reason}`;
}

interface Answer {
  readonly status: 200 | 400;
  readonly body: ExecutionResult;
}

type Asked = Readonly<Record<string, unknown>> | undefined;

async function run(schema: GraphQLSchema, asked: Asked, contextValue: ServiceContext): Promise<Answer> {
  const { query, variables, operationName } = asked ?? {};
  const document = typeof query === 'string' ? parsed(query) : undefined;
  if (document === undefined) return { status: 400, body: { errors: [new GraphQLError('a JSON body with a readable `query` is needed')] } };
  const errors = validate(schema, document);
  if (errors.length > 0) return { status: 400, body: { errors } };
  const body = await execute({
    schema,
    document,
    contextValue,
    ...(isRecord(variables) ? { variableValues: variables } : {}),
    ...(typeof operationName === 'string' ? { operationName } : {}),
  });
  return { status: 200, body };
}

function parsed(query: string): DocumentNode | undefined {
  try {
    return parse(query);
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
