import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import { GraphQLError, type GraphQLSchema, Kind } from 'graphql';
import type { Log } from '../../runtime/ports/log.ts';
import type { ResponseShape } from '../4-respond/fit-shape.ts';
import type { ClientRequest } from '../client-request.ts';
import { apolloLogger } from './apollo-logger.ts';
import type { CallSubgraph, Engine, EngineRequest, OpenEngine } from './engine.ts';
import { clientPath, wholeCallPath } from './error-path.ts';
import { noSubscriptions } from './no-subscriptions.ts';
import { readPlan } from './plan.ts';
import { responseShapes } from './response-shape.ts';
import { plannedSubgraphs } from './warm-up.ts';

/** What the engine hands to its data sources as the context of an operation. */
interface OperationContext {
  readonly request: EngineRequest;
  readonly client: ClientRequest;
}

type ExecutorContext = Parameters<ApolloGateway['executor']>[0];

/** Apollo's planner and executor, with our calls in place of its HTTP. */
export const apolloEngine =
  (log: Log): OpenEngine =>
  async (supergraph, callSubgraph, warmUp): Promise<Engine> => {
    // The gateway package reports to its maker from the constructor on, and probes cloud metadata addresses, unless told not to.
    process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';
    const logger = apolloLogger(log);
    const subgraphsOf = plannedSubgraphs();
    let shapeOf: (query: string) => ResponseShape = () => new Map();
    const gateway = new ApolloGateway({
      supergraphSdl: supergraph.sdl,
      buildService: ({ name }) => dataSource(name, callSubgraph, (query) => shapeOf(query)),
      validateSupergraph: supergraph.origin === 'given',
      __exposeQueryPlanExperimental: false,
      experimental_didResolveQueryPlan: ({ queryPlan, requestContext }) => {
        const { client } = requestContext.context as unknown as OperationContext;
        client.recorder?.planned(readPlan(queryPlan));
        warmUp(subgraphsOf(queryPlan), client);
      },
      logger,
    });
    const { executor } = await gateway.load();
    const { schema } = gateway;
    if (schema === undefined) throw new Error('the gateway loaded no schema');
    shapeOf = responseShapes(schema);
    return {
      schema,
      async execute(request) {
        if (request.operation.operation === 'subscription') return { errors: [noSubscriptions()] };
        const result = await executor(executorContext(request, schema, logger));
        const defect = result.data === undefined ? result.errors?.find(isDefect) : undefined;
        if (defect !== undefined) throw defect;
        return result.errors === undefined ? result : { ...result, errors: result.errors.map(clientError) };
      },
      stop: () => gateway.stop(),
    };
  };

/** Thrown by a program, and not said of the client's variables: those errors have the one of the scalar as their origin. */
const isDefect = ({ originalError, nodes }: GraphQLError): boolean =>
  originalError !== undefined && nodes?.[0]?.kind !== Kind.VARIABLE_DEFINITION;

function dataSource(subgraph: string, callSubgraph: CallSubgraph, shapeOf: (query: string) => ResponseShape): GraphQLDataSource {
  return {
    async process({ request: { query = '', variables = {}, operationName }, context, ...options }) {
      const { request, client } = context as OperationContext;
      const path = 'pathInIncomingRequest' in options ? (options.pathInIncomingRequest ?? []) : [];
      const asked = { query, variables, operationName, shape: shapeOf(query), operation: request.facts };
      const answer = await callSubgraph(subgraph, asked, client);
      if (answer.errors.length === 0) return { data: answer.data };
      return { data: answer.data, errors: answer.errors.map((error) => ({ ...error, path: error.path ?? wholeCallPath(query, path) })) };
    },
  };
}

/** The part of Apollo's request context that its executor reads. */
function executorContext(request: EngineRequest, schema: GraphQLSchema, logger: ExecutorContext['logger']): ExecutorContext {
  const { document, hash, source, operationName, operation, variables, client } = request;
  const context: OperationContext = { request, client };
  const read = {
    request: { query: source, variables: { ...variables }, ...(operationName === undefined ? {} : { operationName }) },
    logger,
    schema,
    context,
    queryHash: hash,
    document,
    source,
    operationName: operation.name?.value ?? null,
    operation,
    metrics: {},
  } satisfies Partial<ExecutorContext>;
  return read as typeof read & ExecutorContext;
}

/** Errors of calls in our own shape: without Apollo's `serviceName`, and with a path that leads somewhere. Others are left alone. */
function clientError(error: GraphQLError): GraphQLError {
  if (!(error instanceof GraphQLError) || typeof error.extensions['subgraph'] !== 'string') return error;
  const { serviceName: _, ...extensions } = error.extensions;
  return new GraphQLError(error.message, { path: clientPath(error.path) ?? null, extensions });
}
