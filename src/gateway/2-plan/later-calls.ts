import type { QueryPlan } from '@apollo/query-planner';
import { type ResolvedFields, resolvedFields } from './rest/resolved-fields.ts';
import type { Supergraph } from './supergraph.ts';

type Node = QueryPlan['node'];

/** A call of a plan that has to wait for another. */
export interface LaterCall {
  readonly subgraph: string;
  /** Of a subgraph of the kind `rest`: the fields that wait, each as what its document may be called, of which the first that there is runs. */
  readonly fields: readonly (readonly string[])[] | undefined;
}

/** Finds what does not begin at once in plans of a supergraph. */
export function laterCalls({ subgraphs, overlays }: Pick<Supergraph, 'subgraphs' | 'overlays'>): (plan: QueryPlan) => readonly LaterCall[] {
  const rest = new Map(
    subgraphs.flatMap(({ name, kind }) => {
      const overlay = kind === 'rest' ? overlays.get(name) : undefined;
      return overlay === undefined ? [] : [[name, resolvedFields(overlay)] as const];
    }),
  );
  return ({ node }) => [...merged(fetches(node, false, rest))];
}

interface Fetched extends LaterCall {
  readonly waits: boolean;
}

/** Every fetch, and whether it waits. A call of the kind `rest` that begins at once has fields that do not. */
function* fetches(node: Node, waits: boolean, rest: ReadonlyMap<string, ResolvedFields>): Generator<Fetched> {
  switch (node?.kind) {
    case 'Fetch': {
      const fields = rest.get(node.serviceName)?.(node.operation);
      if (fields === undefined) yield { subgraph: node.serviceName, fields: undefined, waits };
      else yield { subgraph: node.serviceName, fields: waits ? [...fields.first, ...fields.later] : fields.later, waits: true };
      return;
    }
    case 'Flatten':
      yield* fetches(node.node, waits, rest);
      return;
    case 'Parallel':
      for (const each of node.nodes) yield* fetches(each, waits, rest);
      return;
    case 'Sequence':
      for (const [index, each] of node.nodes.entries()) yield* fetches(each, waits || index > 0, rest);
      return;
    case 'Condition':
      yield* fetches(node.ifClause, waits, rest);
      yield* fetches(node.elseClause, waits, rest);
      return;
    // There are neither deferred parts nor subscriptions here.
    default:
  }
}

/** Each subgraph once, and none that is asked at once: its document has asked for the token by then. */
function* merged(all: Iterable<Fetched>): Generator<LaterCall> {
  const fetched = [...all];
  const atOnce = new Set(fetched.flatMap(({ subgraph, waits }) => (waits ? [] : [subgraph])));
  for (const subgraph of new Set(fetched.map((each) => each.subgraph))) {
    const own = fetched.filter((each) => each.subgraph === subgraph);
    const fields = own.some((each) => each.fields !== undefined) ? distinct(own.flatMap((each) => each.fields ?? [])) : undefined;
    if (fields === undefined ? !atOnce.has(subgraph) : fields.length > 0) yield { subgraph, fields };
  }
}

const distinct = (fields: readonly (readonly string[])[]): readonly (readonly string[])[] => [
  ...new Map(fields.map((names) => [names.join(' '), names])).values(),
];
