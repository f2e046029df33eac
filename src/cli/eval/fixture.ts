/**
 * The context that an expression is evaluated in, as JSON: the members of `context` in camel case. Everything may be left out. Bodies
 * are null or `{text}`; headers and query map names to lists; times are ISO 8601; `elapsedMs` is `context.Elapsed`.
 */
export interface Fixture {
  readonly api?: FixtureApi | null;
  readonly deployment?: {
    readonly gateway?: { readonly id?: string; readonly instanceId?: string; readonly isManaged?: boolean };
    readonly gatewayId?: string;
    readonly region?: string;
    readonly serviceId?: string;
    readonly serviceName?: string;
  };
  readonly elapsedMs?: number;
  readonly lastError?: { readonly [name: string]: string | null } | null;
  readonly operation?: { readonly id: string; readonly method: string; readonly name: string; readonly urlTemplate: string } | null;
  readonly product?: FixtureProduct | null;
  readonly request?: {
    readonly method?: string;
    readonly url?: FixtureUrl;
    readonly originalUrl?: FixtureUrl;
    readonly headers?: Readonly<Record<string, readonly string[]>>;
    readonly body?: FixtureBody | null;
    readonly ipAddress?: string;
    readonly matchedParameters?: Readonly<Record<string, string>>;
  };
  readonly requestId?: string;
  readonly response?: FixtureResponse | null;
  readonly subscription?: FixtureSubscription | null;
  readonly timestamp?: string;
  readonly tracing?: boolean;
  readonly user?: FixtureUser | null;
  readonly variables?: Readonly<Record<string, { readonly type: string; readonly value: unknown }>>;
}

export interface FixtureBody {
  readonly text: string;
}

export interface FixtureUrl {
  /** The whole URL; the parts are read from it. */
  readonly string: string;
}

export interface FixtureResponse {
  readonly statusCode: number;
  readonly statusReason?: string;
  readonly headers?: Readonly<Record<string, readonly string[]>>;
  readonly body?: FixtureBody | null;
}

export interface FixtureApi {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly protocols?: readonly string[];
  readonly serviceUrl?: FixtureUrl;
  readonly subscriptionKeyParameterNames?: { readonly header: string; readonly query: string };
  readonly isCurrentRevision?: boolean;
  readonly revision?: string;
  readonly version?: string | null;
}

export interface FixtureGroup {
  readonly id: string;
  readonly name: string;
}

export interface FixtureUser {
  readonly id: string;
  readonly email?: string | null;
  readonly firstName?: string | null;
  readonly lastName?: string | null;
  readonly note?: string | null;
  readonly registrationDate?: string;
  readonly groups?: readonly FixtureGroup[];
  readonly identities?: readonly { readonly id: string; readonly provider: string }[];
}

export interface FixtureProduct {
  readonly id: string;
  readonly name: string;
  readonly state?: 'Published' | 'NotPublished';
  readonly approvalRequired?: boolean;
  readonly subscriptionRequired?: boolean;
  readonly subscriptionsLimit?: number | null;
  readonly subscriptionLimit?: number | null;
  readonly groups?: readonly FixtureGroup[];
  readonly apis?: readonly FixtureApi[];
}

export interface FixtureSubscription {
  readonly id: string;
  readonly name?: string | null;
  readonly key?: string;
  readonly primaryKey?: string;
  readonly secondaryKey?: string;
  readonly createdDate?: string;
  readonly startDate?: string | null;
  readonly endDate?: string | null;
}
