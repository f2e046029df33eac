import type { DocumentNode, ExecutionResult, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { OperationFacts } from '../../runtime/context/facts.ts';
import type { SubgraphRequest } from '../3-fetch/call.ts';
import type { SubgraphAnswer } from '../4-respond/settle.ts';
import type { ClientRequest } from '../client-request.ts';
import type { Supergraph } from './supergraph.ts';
import type { WarmUp } from './warm-up.ts';

/** What plans and runs the operations of one supergraph. A new supergraph gets a new engine, so that no operation sees two. */
export interface Engine {
  /** The schema that clients see. */
  readonly schema: GraphQLSchema;
  /** Runs a validated operation. What fails in a subgraph is in the result; a rejection is a defect. */
  execute(request: EngineRequest): Promise<ExecutionResult>;
  stop(): Promise<void>;
}

/** A validated operation of a client. */
export interface EngineRequest {
  readonly document: DocumentNode;
  /** Digest of the text, for caches of plans. */
  readonly hash: string;
  readonly source: string;
  /** The name that the client asked for, when its document holds several operations. */
  readonly operationName: string | undefined;
  readonly operation: OperationDefinitionNode;
  /** The same, as policies see it. */
  readonly facts: OperationFacts;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly client: ClientRequest;
}

/** How an engine reaches a subgraph. Never rejects. */
export type CallSubgraph = (subgraph: string, request: SubgraphRequest, client: ClientRequest) => Promise<SubgraphAnswer>;

/** Opens an engine. Rejects when it cannot read the supergraph. */
export type OpenEngine = (supergraph: Supergraph, callSubgraph: CallSubgraph, warmUp: WarmUp) => Promise<Engine>;
