import { createHash } from 'node:crypto';
import { ApolloGateway } from '@apollo/gateway';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { Log } from '../../runtime/ports/log.ts';
import { apolloLogger } from './apollo-logger.ts';
import { type Plan, readPlan } from './plan.ts';
import type { Supergraph } from './supergraph.ts';

/** Plans operations without running any. */
export interface OfflinePlanner {
  /** The schema that clients see. */
  readonly schema: GraphQLSchema;
  /** The plan of a validated operation; undefined when no subgraph is called. */
  plan(source: string, document: DocumentNode, operation: OperationDefinitionNode): Promise<Plan | undefined>;
  stop(): Promise<void>;
}

/** How a plan leaves Apollo's executor before anything is called. */
class Planned extends Error {
  readonly plan: Plan | undefined;

  constructor(plan: Plan | undefined) {
    super('planned');
    this.plan = plan;
  }
}

type ExecutorContext = Parameters<ApolloGateway['executor']>[0];

/** Apollo's planner as the gateway uses it, up to the moment at which it would call a subgraph. Rejects when it cannot read the supergraph. */
export async function openOfflinePlanner(supergraph: Supergraph, log: Log): Promise<OfflinePlanner> {
  // The gateway package reports to its maker from the constructor on unless told not to.
  process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';
  const logger = apolloLogger(log);
  const gateway = new ApolloGateway({
    supergraphSdl: supergraph.sdl,
    buildService: () => ({ process: () => Promise.reject(new Error('a plan is not run')) }),
    validateSupergraph: false,
    experimental_didResolveQueryPlan: ({ queryPlan }) => {
      throw new Planned(readPlan(queryPlan));
    },
    logger,
  });
  const { executor } = await gateway.load();
  const { schema } = gateway;
  if (schema === undefined) throw new Error('the gateway loaded no schema');
  return {
    schema,
    async plan(source, document, operation) {
      const operationName = operation.name?.value;
      const read = {
        request: { query: source, variables: {}, ...(operationName === undefined ? {} : { operationName }) },
        logger,
        schema,
        context: {},
        queryHash: createHash('sha256').update(source).digest('hex'),
        document,
        source,
        operationName: operationName ?? null,
        operation,
        metrics: {},
      } satisfies Partial<ExecutorContext>;
      try {
        const { errors } = await executor(read as typeof read & ExecutorContext);
        throw new Error(errors?.[0]?.message ?? 'the operation was not planned');
      } catch (error) {
        if (error instanceof Planned) return error.plan;
        throw error;
      }
    },
    stop: () => gateway.stop(),
  };
}
