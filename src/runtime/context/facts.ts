import type { X509Certificate2 } from '../dotnet/security/x509/certificate.ts';
import type { Url } from './url.ts';

/** What the gateway knows about where a call belongs; shapes of `reference` contextObjects. Null where a scope has none. */
export interface ApiFacts {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly protocols: readonly string[];
  readonly serviceUrl: Url;
  readonly isCurrentRevision: boolean;
  readonly revision: string;
  readonly version: string | null;
  readonly subscriptionKeyHeader: string;
  readonly subscriptionKeyQuery: string;
}

export interface OperationFacts {
  readonly id: string;
  readonly method: string;
  readonly name: string;
  readonly urlTemplate: string;
}

export interface DeploymentFacts {
  readonly gatewayId: string;
  readonly instanceId: string;
  readonly isManaged: boolean;
  readonly region: string;
  readonly serviceId: string;
  readonly serviceName: string;
  /** The certificates that the gateway may show to backends, as they are now, by thumbprint. */
  readonly certificates?: () => ReadonlyMap<string, X509Certificate2>;
}

export interface GroupFacts {
  readonly id: string;
  readonly name: string;
}

export interface UserFacts {
  readonly id: string;
  readonly email: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly note: string | null;
  /** Milliseconds since 1970, UTC. */
  readonly registrationDate: number;
  readonly groups: readonly GroupFacts[];
  readonly identities: readonly { readonly id: string; readonly provider: string }[];
}

export interface ProductFacts {
  readonly id: string;
  readonly name: string;
  readonly state: 'Published' | 'NotPublished';
  readonly approvalRequired: boolean;
  readonly subscriptionRequired: boolean;
  readonly subscriptionsLimit: number | null;
  readonly groups: readonly GroupFacts[];
  readonly apis: readonly ApiFacts[];
}

export interface SubscriptionFacts {
  readonly id: string;
  readonly name: string | null;
  readonly key: string;
  readonly primaryKey: string;
  readonly secondaryKey: string;
  /** Milliseconds since 1970, UTC. */
  readonly createdDate: number;
  readonly startDate: number | null;
  readonly endDate: number | null;
}

/** `context.GraphQL`: the field that a resolver resolves. */
export interface GraphqlFacts {
  /** With variables put in; JSON. */
  readonly arguments: Readonly<Record<string, unknown>>;
  /** The object that the field belongs to, JSON; null at the root. */
  readonly parent: unknown;
}

/** `context.LastError`. */
export interface LastError {
  readonly source: string;
  readonly reason: string | null;
  readonly message: string;
  readonly scope: string | null;
  readonly section: string | null;
  readonly path: string | null;
  readonly policyId: string | null;
}
