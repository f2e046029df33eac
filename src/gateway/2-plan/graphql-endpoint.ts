import { ApolloServer, type ApolloServerOptions, type HTTPGraphQLRequest, type HTTPGraphQLResponse } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { GraphQLError, type OperationDefinitionNode } from 'graphql';
import type { IntrospectionRule } from '../../config/config.ts';
import type { OperationFacts } from '../../runtime/context/facts.ts';
import type { Log } from '../../runtime/ports/log.ts';
import { mayIntrospect } from '../1-accept/callers/may-introspect.ts';
import { maskError } from '../4-respond/mask.ts';
import type { ClientRequest } from '../client-request.ts';
import { apolloLogger } from './apollo-logger.ts';
import type { Engine } from './engine.ts';
import { noIntrospection } from './no-introspection.ts';
import { operationCost } from './operation-cost.ts';
import { type OperationLimits, operationLimits } from './operation-limits.ts';

/** GraphQL over HTTP on one engine. */
export interface GraphqlEndpoint {
  /** Parses, validates and runs; whatever goes wrong is in the answer. */
  answer(request: HTTPGraphQLRequest, client: ClientRequest): Promise<HTTPGraphQLResponse>;
  stop(): Promise<void>;
}

/** What the GraphQL endpoint lets clients do. */
export interface GraphqlSettings {
  readonly introspection: IntrospectionRule;
  /** Lexical tokens that a document may have. */
  readonly mostTokens: number;
  readonly most: OperationLimits;
  /** What `operationCost` may come to. */
  readonly mostCost: number;
  /** Whether equal queries of one caller that are in progress at the same time are one. */
  readonly shareQueries: boolean;
}

interface ServerContext {
  readonly client: ClientRequest;
}

/** What a caller may learn of the schema beside what it knows already. */
type SchemaView = 'open' | 'closed';

/**
 * Puts Apollo Server before an engine: twice where it depends on the caller whether the schema is shown, since what Apollo Server has
 * validated once it runs for everybody.
 */
export async function openGraphqlEndpoint(engine: Engine, settings: GraphqlSettings, log: Log): Promise<GraphqlEndpoint> {
  const { introspection } = settings;
  const open = introspection.kind === 'nobody' ? undefined : await openServer('open', engine, settings, log);
  const closed = introspection.kind === 'everyone' ? undefined : await openServer('closed', engine, settings, log);
  const serverFor = ({ caller }: ClientRequest): ApolloServer<ServerContext> => {
    const server = mayIntrospect(introspection, caller) ? open : closed;
    if (server === undefined) throw new Error(`nothing serves introspection for ${introspection.kind}`);
    return server;
  };
  return {
    answer: (httpGraphQLRequest, client) =>
      serverFor(client).executeHTTPGraphQLRequest({ httpGraphQLRequest, context: async () => ({ client }) }),
    async stop() {
      // Apollo Server stops the gateway that it was given, so both stop the one engine.
      await Promise.all([open?.stop(), closed?.stop()]);
    },
  };
}

/** Nothing that would report to its maker, or serve a page, is left in. */
async function openServer(view: SchemaView, engine: Engine, settings: GraphqlSettings, log: Log): Promise<ApolloServer<ServerContext>> {
  const server = new ApolloServer<ServerContext>({
    gateway: engineAsGateway(engine, settings.mostCost),
    // Refused by a rule of ours, whose words are for clients and not for whoever set the server up.
    introspection: true,
    includeStacktraceInErrorResponses: false,
    maxRecursiveSelections: true,
    parseOptions: { maxTokens: settings.mostTokens },
    validationRules: [...(view === 'closed' ? [noIntrospection] : []), operationLimits(settings.most)],
    persistedQueries: false,
    // Several operations in a request are taken apart before.
    allowBatchedHttpRequests: false,
    stopOnTerminationSignals: false,
    formatError: maskError(log, { hints: view === 'open' }),
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
  return server;
}

type ApolloGatewayInterface = NonNullable<ApolloServerOptions<ServerContext>['gateway']>;

/** Apollo Server takes any engine that looks like its gateway. */
function engineAsGateway(engine: Engine, mostCost: number): ApolloGatewayInterface {
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
        async executor({ document, queryHash, source, operation, request, context }) {
          // Contrary to its type it is absent when the request names none of the document's operations, or none of several.
          if ((operation as OperationDefinitionNode | undefined) === undefined) return { errors: [noSuchOperation(request.operationName)] };
          const { client } = context as ServerContext;
          client.recorder?.operation(operation.operation, operation.name?.value);
          if (client.note !== undefined) client.note.operation = { type: operation.operation, name: operation.name?.value };
          const variables = request.variables ?? {};
          const cost = operationCost(document, operation, variables);
          if (cost > mostCost) return { errors: [tooExpensive(cost, mostCost)] };
          return engine.execute({
            document,
            hash: queryHash,
            source,
            operation,
            facts: operationFacts(operation),
            operationName: request.operationName,
            variables,
            client,
          });
        },
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

const tooExpensive = (cost: number, most: number): GraphQLError =>
  new GraphQLError(
    `The operation may bring ${cost} fields; this graph allows ${most}. Ask for smaller pages (\`first\`, \`limit\` …), or for less at once.`,
    { extensions: { code: 'OPERATION_TOO_EXPENSIVE', http: { status: 400 } } },
  );

/** An operation without a name is called by its type. */
function operationFacts({ name, operation }: OperationDefinitionNode): OperationFacts {
  const text = name?.value ?? operation;
  return { id: text, method: 'POST', name: text, urlTemplate: '/graphql' };
}
