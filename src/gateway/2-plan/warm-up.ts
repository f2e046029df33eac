import type { OperationFacts } from '../../runtime/context/facts.ts';
import type { HandlerModule, HandlerSet, KnownCredential } from '../../runtime/handler.ts';
import { CredentialError, type CredentialRequest } from '../../runtime/ports/credential-source.ts';
import { callFacts } from '../3-fetch/call.ts';
import { resolverFacts } from '../3-fetch/resolve.ts';
import type { Subgraph } from '../3-fetch/subgraph.ts';
import type { ClientRequest } from '../client-request.ts';
import { type PlaceAhead, placeAhead } from '../exchange-context.ts';
import type { Parts } from '../parts.ts';
import type { LaterCall } from './later-calls.ts';

/** Told which calls of a plan have to wait for others, as soon as that is known. Never fails, and nothing waits for it. */
export type WarmUp = (calls: readonly LaterCall[], operation: OperationFacts, client: ClientRequest) => void;

/**
 * Has tokens fetched that later calls of a plan will ask for, beside its first calls. It decides nothing: what is asked for is what the policy will
 * ask for, in the same words and for the same asker; access is checked here as there, and the policy asks again. No token stays here, and what fails is
 * told by whoever needs it.
 */
export const warmUp =
  (parts: Parts, subgraphs: ReadonlyMap<string, Subgraph>): WarmUp =>
  (calls, operation, client) => {
    const asked = new Set<string>();
    for (const call of calls) {
      const subgraph = subgraphs.get(call.subgraph);
      if (subgraph === undefined) continue;
      for (const { handler, place } of handlersOf(call, subgraph, client.handlers, operation)) {
        const known = handler.credentials ?? [];
        if (known.length === 0) continue;
        const x = placeAhead(parts, client, place(client));
        for (const each of known) {
          const request = requestOf(each, x);
          if (request !== undefined && isNew(request, asked)) fetchAhead(parts, client, subgraph.name, request);
        }
      }
    }
  };

interface Waiting {
  readonly handler: HandlerModule;
  readonly place: (client: ClientRequest) => Parameters<typeof placeAhead>[2];
}

/** The documents that will run around a call. */
function handlersOf({ fields }: LaterCall, subgraph: Subgraph, handlers: HandlerSet, operation: OperationFacts): readonly Waiting[] {
  if (fields === undefined) {
    const request = { query: '', variables: {}, operationName: undefined, operation };
    return [{ handler: handlers.subgraph(subgraph.name), place: (client) => callFacts(subgraph, request, client) }];
  }
  const documents = new Set(
    fields.flatMap((names) => {
      const found = names.map((name) => handlers.resolver(subgraph.name, name)).find((handler) => handler !== undefined);
      return found ?? [];
    }),
  );
  const field = { arguments: {}, parent: null, operation };
  return [...documents].map((handler) => ({ handler, place: (client) => resolverFacts(subgraph, field, client) }));
}

/**
 * Undefined where it cannot be told. A variable that holds more than a text or a number may be another by then: a document that has it may change what is
 * in it.
 */
function requestOf({ variables, request }: KnownCredential, x: PlaceAhead): CredentialRequest | undefined {
  if (variables.some((name) => !isFixed(x.context.variables.get(name)))) return undefined;
  try {
    return request(x);
  } catch {
    // The policy will fail with the same, and say so.
    return undefined;
  }
}

const isFixed = (value: unknown): boolean => value === null || !['object', 'function', 'symbol'].includes(typeof value);

/** Documents of one plan often ask for the same. */
function isNew({ provider, connection, asker }: CredentialRequest, asked: Set<string>): boolean {
  const name = JSON.stringify([provider, connection, asker.kind, asker.kind === 'jwt' ? asker.token.reveal() : null]);
  if (asked.has(name)) return false;
  asked.add(name);
  return true;
}

function fetchAhead(
  { credentials, meter }: Parts,
  { signal, recorder }: ClientRequest,
  subgraph: string,
  request: CredentialRequest,
): void {
  if (credentials.peek(request) !== undefined) return;
  const record = recorder?.warmedUp(subgraph, request.provider, request.connection);
  const ended = (outcome: string): void => {
    meter.warmUp(subgraph, outcome);
    if (record !== undefined) recorder?.ended(record, outcome);
  };
  credentials.get(request, signal).then(
    () => ended('obtained'),
    (error: unknown) => ended(error instanceof CredentialError ? error.code : 'failed'),
  );
}
