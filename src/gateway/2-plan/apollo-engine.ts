import { executeQueryPlan, type GraphQLDataSource, type ServiceMap } from '@apollo/gateway';
import { GraphQLError, type GraphQLSchema, getVariableValues, Kind } from 'graphql';
import type { Log } from '../../runtime/ports/log.ts';
import type { ResponseShape } from '../4-respond/fit-shape.ts';
import type { ClientRequest } from '../client-request.ts';
import { apolloLogger } from './apollo-logger.ts';
import type { CallSubgraph, Engine, EngineRequest, OpenEngine } from './engine.ts';
import { clientPath, wholeCallPath } from './error-path.ts';
import { noSubscriptions } from './no-subscriptions.ts';
import { readPlan } from './plan.ts';
import { openPlanner } from './planner.ts';
import { responseShapes } from './response-shape.ts';

/** What the engine hands to its data sources as the context of an operation. */
interface OperationContext {
  readonly request: EngineRequest;
  readonly client: ClientRequest;
}

type ExecutorContext = Parameters<typeof executeQueryPlan>[2];

/** Apollo's planner and executor, with our calls in place of its HTTP. `planningTime`: what planning one operation may take, in milliseconds. */
export const apolloEngine =
  (log: Log, planningTime: number): OpenEngine =>
  async (supergraph, callSubgraph, warmUp): Promise<Engine> => {
    const logger = apolloLogger(log);
    const planner = await openPlanner(supergraph, planningTime);
    const { schema } = planner;
    const shapeOf = responseShapes(schema);
    const services: ServiceMap = Object.create(null);
    for (const name of planner.subgraphs) services[name] = dataSource(name, callSubgraph, shapeOf);
    return {
      schema,
      async execute(request) {
        const { operation, variables, client } = request;
        if (operation.operation === 'subscription') return { errors: [noSubscriptions()] };
        const { errors: wrong } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
        if (wrong !== undefined) return { errors: wrong };
        const planned = planner.plan(request);
        if (planned.kind === 'too-long') {
          if (planned.isNew)
            log.warn({ operation: request.facts.name, ms: planningTime }, 'an operation was refused: it could not be planned in time');
          return { errors: [notPlanned()] };
        }
        const { plan, context, later } = planned;
        client.recorder?.planned(readPlan(plan));
        warmUp(later, request.facts, client);
        const result = await executeQueryPlan(
          plan,
          services,
          executorContext(request, schema, logger),
          context,
          planner.supergraph,
          planner.api,
        );
        const defect = result.data === undefined ? result.errors?.find(isDefect) : undefined;
        if (defect !== undefined) throw defect;
        return result.errors === undefined ? result : { ...result, errors: result.errors.map(clientError) };
      },
      stop: async () => undefined,
    };
  };

const notPlanned = (): GraphQLError =>
  new GraphQLError('Planning this operation takes longer than this graph allows. Ask for less at once, or without fragments on types.', {
    extensions: { code: 'OPERATION_TOO_EXPENSIVE', http: { status: 400 } },
  });

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
