import { createHash } from 'node:crypto';
import type { HTTPGraphQLRequest, HTTPGraphQLResponse } from '@apollo/server';
import type { HandlerSet } from '../../runtime/handler.ts';
import { SendFailure } from '../../runtime/ports/send.ts';
import type { Signal } from '../../runtime/ports/signal.ts';
import { derOf } from '../3-fetch/traffic/call-key.ts';
import { InFlightCalls } from '../3-fetch/traffic/in-flight-calls.ts';
import { Numbers } from '../3-fetch/traffic/numbers.ts';
import { isQuery } from '../3-fetch/traffic/reads-only.ts';
import type { ClientRequest } from '../client-request.ts';
import type { GraphqlEndpoint } from './graphql-endpoint.ts';

interface Shared {
  readonly response: HTTPGraphQLResponse;
  /** Whether others may have it. */
  readonly isForAll: boolean;
}

/**
 * An endpoint that answers equal queries once while the first of them is in progress. Equal are those of one caller, with all of its headers, after `global.xml` has
 * run for each. Mutations never are, nor is what names no query.
 */
export function sharingQueries(endpoint: GraphqlEndpoint): GraphqlEndpoint {
  const inFlight = new InFlightCalls<Shared>();
  const handlers = new Numbers<HandlerSet>();
  return {
    async answer(request, client) {
      const key = queryKey(request, client, handlers);
      if (key === undefined) return endpoint.answer(request, client);
      let joined = false;
      try {
        const run = (signal: Signal): Promise<Shared> => first(endpoint, request, client, signal);
        const { response, isForAll } = await inFlight.share({ mark: key, text: () => key }, client.signal, run, () => {
          joined = true;
        });
        if (isForAll || !joined) return response;
      } catch (error) {
        // This client's time is over, or it has gone; it gets the answer of a request that is.
        if (!(error instanceof SendFailure)) throw error;
      }
      return endpoint.answer(request, client);
    },
    stop: () => endpoint.stop(),
  };
}

/** Runs a query for all who ask for it: it is cancelled when the last of them has left, and not before. */
async function first(endpoint: GraphqlEndpoint, request: HTTPGraphQLRequest, client: ClientRequest, signal: Signal): Promise<Shared> {
  const controller = new AbortController();
  signal.addEventListener('abort', () => controller.abort(signal.reason), { once: true });
  const response = await endpoint.answer(request, { ...client, signal: controller.signal });
  return { response, isForAll: response.body.kind === 'complete' && !client.answer.personal };
}

/** Undefined for what must be run each time. */
function queryKey(request: HTTPGraphQLRequest, client: ClientRequest, handlers: Numbers<HandlerSet>): string | undefined {
  const { seen, headers, url, ipAddress, certificate, caller } = client;
  // What global.xml left in a variable may be anything.
  const own = certificate === null ? null : derOf(certificate);
  if (own === undefined || !reads(request) || (seen.variables !== undefined && seen.variables.size > 0)) return undefined;
  const parts = [
    handlers.of(client.handlers),
    request.method,
    request.search,
    request.body ?? null,
    [...request.headers],
    [...headers.lines()],
    [...seen.headers.lines()],
    url.toString(),
    ipAddress,
    own,
    [caller.user, caller.claims, caller.subscription, caller.product?.id ?? null],
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64');
}

/** GET runs nothing but queries (GraphQL over HTTP). */
function reads({ method, body }: HTTPGraphQLRequest): boolean {
  if (method === 'GET') return true;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return false;
  const { query, operationName } = body as { readonly query?: unknown; readonly operationName?: unknown };
  return typeof query === 'string' && isQuery(query, typeof operationName === 'string' ? operationName : undefined);
}
