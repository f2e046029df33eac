import type { Host } from '../host.ts';
import type {
  ApiFacts,
  DeploymentFacts,
  GraphqlFacts,
  LastError,
  OperationFacts,
  ProductFacts,
  SubscriptionFacts,
  UserFacts,
} from './facts.ts';
import type { Request, Response } from './message.ts';
import type { Variables } from './variables.ts';

/** What expressions see as `context`. One object per exchange; the members that C# code reads are in surface/. */
export interface Context {
  readonly host: Host;
  readonly api: ApiFacts | null;
  readonly operation: OperationFacts | null;
  readonly deployment: DeploymentFacts;
  readonly product: ProductFacts | null;
  readonly subscription: SubscriptionFacts | null;
  readonly user: UserFacts | null;
  readonly request: Request;
  /** Null until there is a response. */
  response: Response | null;
  readonly variables: Variables;
  lastError: LastError | null;
  /** Only resolvers have one. */
  readonly graphql?: GraphqlFacts | null;
  /** A UUID. */
  readonly requestId: string;
  /** Ticks of 100 nanoseconds since 1970, UTC: as exact as a DateTime. */
  readonly timestamp: bigint;
  /** Milliseconds since the exchange began. */
  elapsed(): number;
  readonly tracing: boolean;
  /** The text of a secret named value. Not reachable from C#: only the compiler writes calls of it. */
  namedValue(name: string): string;
  /** `context.Trace(message)`. */
  trace(message: string): void;
}
