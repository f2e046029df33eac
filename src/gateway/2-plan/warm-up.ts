import type { ApolloGateway } from '@apollo/gateway';
import type { ClientRequest } from '../client-request.ts';
import type { GatewayCredentials } from '../parts.ts';

type Config = NonNullable<ConstructorParameters<typeof ApolloGateway>[0]>;
type QueryPlan = Parameters<NonNullable<Config['experimental_didResolveQueryPlan']>>[0]['queryPlan'];

/** Told which subgraphs a plan will call, as soon as that is known. Never fails, and nothing waits for it. */
export type WarmUp = (subgraphs: readonly string[], client: ClientRequest) => void;

/**
 * Has tokens fetched that later calls of a plan will ask for, beside its first calls: those of connections that a document names literally and the gateway
 * itself asks for. It decides nothing: the policy asks again, and access is checked then. What fails here is told by whoever needs it.
 */
export const warmUp =
  (credentials: Pick<GatewayCredentials, 'peek' | 'get'>): WarmUp =>
  (subgraphs, { handlers, signal }) => {
    // A call that stands alone asks at once.
    if (subgraphs.length < 2) return;
    for (const name of subgraphs)
      for (const { provider, connection, asker } of handlers.subgraph(name).meta.connections) {
        const request = { provider, connection, asker: { kind: 'managed' } } as const;
        if (asker === 'jwt' || credentials.peek(request) !== undefined) continue;
        credentials.get(request, signal).catch(() => undefined);
      }
  };

/** The subgraphs that plans call. A plan is kept and run again and again. */
export function plannedSubgraphs(): (plan: QueryPlan) => readonly string[] {
  const known = new WeakMap<QueryPlan, readonly string[]>();
  return (plan) => {
    const found = known.get(plan) ?? [...new Set(fetched(plan.node))];
    known.set(plan, found);
    return found;
  };
}

function fetched(node: QueryPlan['node']): readonly string[] {
  switch (node?.kind) {
    case 'Fetch':
      return [node.serviceName];
    case 'Flatten':
      return fetched(node.node);
    case 'Sequence':
    case 'Parallel':
      return node.nodes.flatMap(fetched);
    case 'Condition':
      return [...fetched(node.ifClause), ...fetched(node.elseClause)];
    // There are neither deferred parts nor subscriptions here.
    default:
      return [];
  }
}
