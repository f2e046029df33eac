import type { QueryPlan } from '@apollo/query-planner';
import type { ClientRequest } from '../client-request.ts';
import type { GatewayCredentials } from '../parts.ts';

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

/** The subgraphs that a plan may call, each once. */
export const plannedSubgraphs = ({ node }: QueryPlan): readonly string[] => [...new Set(fetched(node))];

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
