import { setImmediate } from 'node:timers/promises';
import { type Schema as ApiSchema, Supergraph as ApolloSupergraph, operationFromDocument } from '@apollo/federation-internals';
import { buildOperationContext } from '@apollo/gateway';
import { type QueryPlan, QueryPlanner } from '@apollo/query-planner';
import { type DocumentNode, type GraphQLSchema, parse } from 'graphql';
import { type LaterCall, laterCalls } from './later-calls.ts';
import { PlanningTooLong, withinTime } from './planning-time.ts';
import { RecentlyUsed } from './recently-used.ts';
import { resolvableKeysFirst } from './resolvable-keys-first.ts';
import type { Supergraph } from './supergraph.ts';

/** Characters that the plans that are kept may have in all: some thousands of plans. */
const mostText = 30_000_000;

/** A validated operation, as far as its plan depends on it. */
export interface PlannedOperation {
  readonly document: DocumentNode;
  /** Digest of its text. */
  readonly hash: string;
  /** Which of the document's operations; undefined where there is one. */
  readonly operationName: string | undefined;
}

/** What is worked out of an operation once, and serves each time that it runs. */
export interface OperationPlan {
  readonly kind: 'plan';
  readonly plan: QueryPlan;
  /** The operation and its fragments, as Apollo's executor takes them. */
  readonly context: ReturnType<typeof buildOperationContext>;
  /** What does not begin at once. */
  readonly later: readonly LaterCall[];
}

/** The planner was given up; nobody waits for the same operation twice. */
export interface NoPlan {
  readonly kind: 'too-long';
  /** It was tried just now. */
  readonly isNew: boolean;
}

/** Apollo's planner on one supergraph, with the schemas that its executor reads. */
export interface Planner {
  /** The schema that clients see. */
  readonly schema: GraphQLSchema;
  /** The same, for Apollo's executor. */
  readonly api: ApiSchema;
  readonly supergraph: GraphQLSchema;
  readonly subgraphs: readonly string[];
  /** Throws GraphQLError for an operation that cannot be planned. */
  plan(operation: PlannedOperation): OperationPlan | NoPlan;
}

/**
 * Reads a supergraph and makes what plans on it are built from. A large one takes seconds: between two steps whoever else has work is let in, since a reload must not hold
 * up a gateway that serves. Rejects when it cannot be read.
 *
 * @param planningTime what planning one operation may take, in milliseconds
 */
export async function openPlanner({ sdl, origin, ...parts }: Supergraph, planningTime: number): Promise<Planner> {
  const document = resolvableKeysFirst(parse(sdl, { noLocation: true }));
  await setImmediate();
  const read = ApolloSupergraph.build(document, { validateSupergraph: origin === 'given' });
  await setImmediate();
  const supergraph = read.schema.toGraphQLJSSchema();
  await setImmediate();
  const api = read.apiSchema();
  await setImmediate();
  const schema = api.toGraphQLJSSchema();
  await setImmediate();
  // Kept by the supergraph for the next step.
  read.subgraphs();
  await setImmediate();
  let planner = new QueryPlanner(read);
  const laterOf = laterCalls(parts);
  const known = new RecentlyUsed<OperationPlan | NoPlan>(mostText);

  function made({ document: operationDocument, operationName }: PlannedOperation): OperationPlan {
    const name = operationName === undefined ? {} : { operationName };
    const operation = operationFromDocument(api, operationDocument, name);
    const plan = withinTime(() => planner.buildQueryPlan(operation), planningTime);
    return { kind: 'plan', plan, context: buildOperationContext({ schema, operationDocument, ...name }), later: laterOf(plan) };
  }

  return {
    schema,
    api,
    supergraph,
    subgraphs: [...read.subgraphsMetadata()].map(({ name }) => name),
    plan(operation) {
      const key = `${operation.hash} ${operation.operationName ?? ''}`;
      const before = known.get(key);
      if (before !== undefined) return before;
      try {
        const planned = made(operation);
        known.set(key, planned, JSON.stringify(planned.plan).length);
        return planned;
      } catch (error) {
        if (!(error instanceof PlanningTooLong)) throw error;
        // It was stopped in the middle of something.
        planner = new QueryPlanner(read);
        known.set(key, { kind: 'too-long', isNew: false }, key.length);
        return { kind: 'too-long', isNew: true };
      }
    },
  };
}
