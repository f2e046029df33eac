import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type GraphQLFieldResolver, graphql, parse } from 'graphql';
import { createRemoteJWKSet, type JWTPayload, jwtVerify } from 'jose';

export interface FederationServiceOptions {
  readonly sdl: string;
  /** By type and field; `__resolveReference` gives the entity that a key stands for. */
  readonly resolvers: Readonly<Record<string, Record<string, GraphQLFieldResolver<unknown, unknown>>>>;
  /** What tokens must be. Without it calls need none. */
  readonly demands?: { readonly issuer: string; readonly jwksUrl: string; readonly audience: string };
}

/** What resolvers get as context: the token that came with the call, verified. */
interface ServiceContext {
  readonly token: JWTPayload;
  readonly headers: IncomingHttpHeaders;
}

export const contextOf = (context: unknown): ServiceContext => context as ServiceContext;

/** A federation service as somebody else would write it: it knows the issuer and the audience of its tokens, and answers 401 to all else. */
export interface FederationService {
  readonly url: string;
  /** The `Authorization` of each call, accepted or not. */
  readonly authorizations: (string | undefined)[];
  /** From now on calls wait. `reached` resolves when the first one does. */
  hold(): { readonly reached: Promise<void>; release(): void };
  close(): Promise<void>;
}

export async function startFederationService(options: FederationServiceOptions): Promise<FederationService> {
  const schema = buildSubgraphSchema({ typeDefs: parse(options.sdl), resolvers: options.resolvers });
  const { demands } = options;
  const keys = createRemoteJWKSet(new URL(demands?.jwksUrl ?? 'http://127.0.0.1'));
  const authorizations: (string | undefined)[] = [];
  let gate: { readonly reached: () => void; readonly open: Promise<void> } | undefined;

  const accepted = async ({ headers }: IncomingMessage): Promise<JWTPayload | undefined> => {
    if (demands === undefined) return {};
    const [, token] = /^Bearer (.+)$/.exec(headers.authorization ?? '') ?? [];
    if (token === undefined) return undefined;
    const verified = await jwtVerify(token, keys, { issuer: demands.issuer, audience: demands.audience }).catch(() => undefined);
    return verified?.payload;
  };

  const server = createServer(async (request, response) => {
    authorizations.push(request.headers.authorization);
    const token = await accepted(request);
    if (token === undefined) return void response.writeHead(401, { 'www-authenticate': 'Bearer' }).end();
    let body = '';
    for await (const chunk of request) body += String(chunk);
    gate?.reached();
    await gate?.open;
    const { query, variables, operationName } = JSON.parse(body) as {
      readonly query: string;
      readonly variables?: Record<string, unknown>;
      readonly operationName?: string;
    };
    const contextValue: ServiceContext = { token, headers: request.headers };
    const answer = await graphql({ schema, source: query, contextValue, variableValues: variables, operationName });
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');

  return {
    url: `http://127.0.0.1:${address.port}/graphql`,
    authorizations,
    hold() {
      let reached: () => void = () => undefined;
      let release: () => void = () => undefined;
      const waiting = new Promise<void>((resolve) => {
        reached = resolve;
      });
      const open = new Promise<void>((resolve) => {
        release = resolve;
      });
      gate = { reached, open };
      return {
        reached: waiting,
        release() {
          gate = undefined;
          release();
        },
      };
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
