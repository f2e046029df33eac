import type { QueryPlan } from '@apollo/query-planner';

type Node = NonNullable<QueryPlan['node']>;

/** In which order an operation calls the subgraphs. */
export type Plan =
  | {
      readonly kind: 'call';
      readonly subgraph: string;
      /** What it is asked, in GraphQL. */
      readonly operation: string;
      /** Where in the answer it belongs; `@` goes through a list. Empty at the root. */
      readonly path: readonly string[];
      /** Whether it asks for entities, whose keys an earlier call brings. */
      readonly entities: boolean;
    }
  | { readonly kind: 'sequence' | 'parallel'; readonly steps: readonly Plan[] }
  /** By `@skip` or `@include` on what the client gave. */
  | { readonly kind: 'condition'; readonly variable: string; readonly whenTrue: Plan | undefined; readonly whenFalse: Plan | undefined };

/** Reads a plan of Apollo's planner. Undefined when nothing is called: introspection, for example. */
export const readPlan = ({ node }: QueryPlan): Plan | undefined => (node === undefined ? undefined : plan(node, []));

function plan(node: Node, path: readonly string[]): Plan {
  switch (node.kind) {
    case 'Fetch':
      return {
        kind: 'call',
        subgraph: node.serviceName,
        operation: node.operation,
        path,
        entities: node.requires !== undefined && node.requires.length > 0,
      };
    case 'Flatten':
      return plan(node.node, [...path, ...node.path.map(String)]);
    case 'Sequence':
      return { kind: 'sequence', steps: node.nodes.map((each) => plan(each, path)) };
    case 'Parallel':
      return { kind: 'parallel', steps: node.nodes.map((each) => plan(each, path)) };
    case 'Condition':
      return {
        kind: 'condition',
        variable: node.condition,
        whenTrue: node.ifClause && plan(node.ifClause, path),
        whenFalse: node.elseClause && plan(node.elseClause, path),
      };
    case 'Subscription':
      return plan(node.primary, path);
    case 'Defer': {
      const steps = [node.primary.node, ...node.deferred.map(({ node: later }) => later)].flatMap((each) => each ?? []);
      return { kind: 'sequence', steps: steps.map((each) => plan(each, path)) };
    }
  }
}

/** The calls of a plan, in the order in which it names them. */
export function callsOf(plan: Plan | undefined): readonly Extract<Plan, { kind: 'call' }>[] {
  if (plan === undefined) return [];
  switch (plan.kind) {
    case 'call':
      return [plan];
    case 'sequence':
    case 'parallel':
      return plan.steps.flatMap(callsOf);
    case 'condition':
      return [...callsOf(plan.whenTrue), ...callsOf(plan.whenFalse)];
  }
}
