import type { IncomingMessage, ServerResponse } from 'node:http';
import { challenge } from './guarded-graphql.ts';
import { type TokenDemands, TokenRefused, tokenCheck } from './token-check.ts';

/** Answers GET with JSON, 404 where there is nothing, and 401 to whoever brings no token that meets the demands; 503 when the issuer's keys cannot be had. */
export function guardedRest(
  answer: (url: URL) => unknown,
  demands: TokenDemands,
  onError: (message: string) => void,
): (request: IncomingMessage, response: ServerResponse) => void {
  const check = tokenCheck(demands);
  return (request, response) => {
    respond(request, response).catch((error: unknown) => {
      onError(error instanceof Error ? error.message : String(error));
      if (!response.headersSent) response.writeHead(503);
      response.end();
    });
  };

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'GET') return void response.writeHead(405, { allow: 'GET' }).end();
    try {
      await check(request.headers.authorization);
    } catch (error) {
      if (!(error instanceof TokenRefused)) throw error;
      return void response.writeHead(401, { 'www-authenticate': challenge(error) }).end();
    }
    const found = answer(new URL(request.url ?? '/', 'http://service'));
    response.writeHead(found === undefined ? 404 : 200, { 'content-type': 'application/json; charset=utf-8' });
    response.end(found === undefined ? '' : JSON.stringify(found));
  }
}
