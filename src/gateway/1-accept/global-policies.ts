import { Body } from '../../runtime/context/body.ts';
import type { ApiFacts, OperationFacts } from '../../runtime/context/facts.ts';
import { HeaderMap, RequestHeaders } from '../../runtime/context/headers.ts';
import { Response } from '../../runtime/context/message.ts';
import { Variables } from '../../runtime/context/variables.ts';
import type { Exchange } from '../../runtime/exchange.ts';
import { PolicyFailure } from '../../runtime/failure.ts';
import type { HandlerModule, Section } from '../../runtime/handler.ts';
import { failureText, type Outcome, runHandler } from '../../runtime/pipeline.ts';
import type { Api } from '../3-fetch/api.ts';
import { scrub } from '../4-respond/scrub.ts';
import type { ClientRequest } from '../client-request.ts';
import { openExchange } from '../exchange-context.ts';
import type { Parts } from '../parts.ts';
import { subscriptionKeyNames } from '../subscription-key-names.ts';
import { type Answer, answerOf } from './answer.ts';
import { execute } from './execute.ts';

/**
 * Runs `global.xml` around a request: its request is the client's, forwarding it means to execute the GraphQL operation, and its
 * response is what the client gets. Subgraph calls see its headers and variables.
 */
export async function globalPolicies(parts: Parts, handler: HandlerModule, client: ClientRequest): Promise<Answer> {
  const x = globalExchange(parts, client);
  tell(parts, client, await runHandler(handler, x));
  return answerOf(x.context.response);
}

/** Answers a CORS preflight by the policies of `global.xml` that do so. An empty answer lets the browser send nothing. */
export async function globalPreflight(parts: Parts, { meta, preflight }: HandlerModule, client: ClientRequest): Promise<Answer> {
  const x = globalExchange(parts, client);
  tell(parts, client, await runHandler({ meta, ...(preflight === undefined ? {} : { inbound: preflight }) }, x));
  return answerOf(x.context.response);
}

/** The same for an API, by the policies of its own document, or of `global.xml` where that has none. */
export async function apiPreflight(
  parts: Parts,
  { meta, preflight }: Pick<HandlerModule, 'meta'> & { readonly preflight: Section },
  client: ClientRequest,
  api: Api,
): Promise<Answer> {
  const x = globalExchange(parts, client, api.facts);
  tell(parts, client, await runHandler({ meta, inbound: preflight }, x));
  return answerOf(x.context.response);
}

function tell({ log, meter }: Parts, client: ClientRequest, outcome: Outcome): void {
  if (outcome.kind !== 'failed') return;
  meter.policyFailure('global', outcome.site.document, outcome.site.policy);
  log.warn({ requestId: client.id, scope: 'global', handled: outcome.handled }, scrub(client.disclosed, failureText(outcome)));
}

function globalExchange(parts: Parts, client: ClientRequest, api: ApiFacts = graphApi(client)): Exchange {
  return openExchange(
    parts,
    client,
    {
      scope: 'global',
      api,
      operation: { ...graphOperation, method: client.method },
      variables: new Variables(),
      request: {
        method: client.method,
        url: client.url.copy(),
        originalUrl: client.url,
        headers: RequestHeaders.over(client.headers, client.headers),
        body: client.body === null ? null : Body.text(client.body),
        ipAddress: client.ipAddress,
        matchedParameters: new Map(),
        certificate: client.certificate,
      },
    },
    async (exchange) => {
      exchange.context.response = response(await execute(operationOf(exchange), seenFrom(client, exchange), parts));
      exchange.personal = client.answer.personal;
    },
  );
}

const seenFrom = (client: ClientRequest, x: Exchange): ClientRequest => ({
  ...client,
  seen: { headers: x.context.request.headers.visible, variables: x.context.variables },
});

function operationOf(x: Exchange) {
  const { method, url, headers, body } = x.context.request;
  if (body?.consumed)
    throw new PolicyFailure(
      'forward-request',
      null,
      500,
      'an earlier expression read the request body without preserveContent: true, so nothing is left to execute',
    );
  return { method, search: url.queryString, headers: headers.sent, body: body === null ? null : body.contentText };
}

function response({ status, headers, body }: Answer): Response {
  const content = body === null ? null : typeof body === 'string' ? Body.text(body) : Body.bytes(body);
  return new Response(status, '', HeaderMap.from(headers), content);
}

const graphOperation: OperationFacts = { id: 'graphql', method: 'POST', name: 'graphql', urlTemplate: '/graphql' };

/** `context.Api` of the global scope: the graph itself. */
const graphApi = ({ url }: ClientRequest): ApiFacts => ({
  id: 'graphql',
  name: 'graphql',
  path: 'graphql',
  protocols: [url.scheme],
  serviceUrl: url,
  isCurrentRevision: true,
  revision: '1',
  version: null,
  subscriptionKeyHeader: subscriptionKeyNames.header,
  subscriptionKeyQuery: subscriptionKeyNames.query,
});
