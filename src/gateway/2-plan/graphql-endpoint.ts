import { ApolloServer, type ApolloServerOptions, type HTTPGraphQLRequest, type HTTPGraphQLResponse } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { GraphQLError, type OperationDefinitionNode } from 'graphql';
import type { OperationFacts } from '../../runtime/context/facts.ts';
import type { Log } from '../../runtime/ports/log.ts';
import { maskError } from '../4-respond/mask.ts';
import type { ClientRequest } from '../client-request.ts';
import { apolloLogger } from './apollo-logger.ts';
import type { Engine } from './engine.ts';

/** GraphQL over HTTP on one engine. */
export interface GraphqlEndpoint {
  /** Parses, validates and runs; whatever goes wrong is in the answer. */
  answer(request: HTTPGraphQLRequest, client: ClientRequest): Promise<HTTPGraphQLResponse>;
  stop(): Promise<void>;
}

/** What the GraphQL endpoint lets clients do. */
export interface GraphqlSettings {
  readonly introspection: boolean;
  /** Lexical tokens that a document may have. */
  readonly mostTokens: number;
}

interface ServerContext {
  readonly client: ClientRequest;
}

/** Puts Apollo Server before an engine. Nothing that would report to its maker, or serve a page, is left in. */
export async function openGraphqlEndpoint(engine: Engine, settings: GraphqlSettings, log: Log): Promise<GraphqlEndpoint> {
  const server = new ApolloServer<ServerContext>({
    gateway: engineAsGateway(engine),
    introspection: settings.introspection,
    hideSchemaDetailsFromClientErrors: !settings.introspection,
    includeStacktraceInErrorResponses: false,
    maxRecursiveSelections: true,
    parseOptions: { maxTokens: settings.mostTokens },
    persistedQueries: false,
    stopOnTerminationSignals: false,
    formatError: maskError(log),
    logger: apolloLogger(log),
    stringifyResult: JSON.stringify,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
  await server.start();
  return {
    answer: (httpGraphQLRequest, client) => server.executeHTTPGraphQLRequest({ httpGraphQLRequest, context: async () => ({ client }) }),
    stop: () => server.stop(),
  };
}

type ApolloGatewayInterface = NonNullable<ApolloServerOptions<ServerContext>['gateway']>;

/** Apollo Server takes any engine that looks like its gateway. */
function engineAsGateway(engine: Engine): ApolloGatewayInterface {
  let announce: Parameters<ApolloGatewayInterface['onSchemaLoadOrUpdate']>[0] | undefined;
  return {
    onSchemaLoadOrUpdate(callback) {
      announce = callback;
      return () => {
        announce = undefined;
      };
    },
    async load() {
      // The SDL is only read by schema reporting, which is off.
      announce?.({ apiSchema: engine.schema, coreSupergraphSdl: '' });
      return {
        executor: async ({ document, queryHash, source, operation, request, context }) =>
          // Contrary to its type it is absent when the request names none of the document's operations, or none of several.
          (operation as OperationDefinitionNode | undefined) === undefined
            ? { errors: [noSuchOperation(request.operationName)] }
            : engine.execute({
                document,
                hash: queryHash,
                source,
                operation,
                facts: operationFacts(operation),
                operationName: request.operationName,
                variables: request.variables ?? {},
                client: (context as ServerContext).client,
              }),
      };
    },
    stop: () => engine.stop(),
  };
}

const noSuchOperation = (name: string | undefined): GraphQLError =>
  new GraphQLError(
    name === undefined || name === ''
      ? 'The document has several operations: say in `operationName` which one to run.'
      : 'The document has no operation of this `operationName`.',
    { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } },
  );

/** An operation without a name is called by its type. */
function operationFacts({ name, operation }: OperationDefinitionNode): OperationFacts {
  const text = name?.value ?? operation;
  return { id: text, method: 'POST', name: text, urlTemplate: '/graphql' };
}
