import type * as z from 'zod';
import type { Source } from '../diagnostics/source.ts';
import type { Span } from '../diagnostics/span.ts';
import type { Secret } from '../runtime/ports/credential-source.ts';
import type { BackendEntry } from './schema/backends.ts';
import type { CertificateEntry } from './schema/certificates.ts';
import type { documentSchema } from './schema/document.ts';

/** `Value` and everything in it, readonly. Classes such as `Secret` stay as they are. */
type Frozen<Value> = unknown extends Value
  ? Value
  : Value extends Secret | string | number | boolean | undefined
    ? Value
    : Value extends readonly (infer Item)[]
      ? readonly Frozen<Item>[]
      : { readonly [Key in keyof Value]: Frozen<Value[Key]> };

/** What the schema gives, before paths are made absolute and places are resolved. */
export type Written = z.output<typeof documentSchema>;

export type ListenConfig = Frozen<Written['listen']>;
/** `schema` is absolute. `url` is present unless the kind is `rest`; `timeout` is in milliseconds. */
export type SubgraphConfig = Frozen<Omit<Written['subgraphs'][string], 'schema'>> & { readonly schema: string };
export type ApiConfig = Frozen<Written['apis'][string]>;
export type IdentityConfig = Frozen<Written['identity']>;
export type IssuerConfig = IdentityConfig['issuers'][number];
export type CallersConfig = Frozen<Written['callers']>;
/** The path of `safelist` is absolute. */
export type GraphConfig = Frozen<Written['graph']>;
export type SubscriptionConfig = CallersConfig['subscriptions'][string];
export type ProviderConfig = Frozen<Written['providers'][string]>;
export type ConnectionConfig = ProviderConfig['connections'][string];
export type LimitsConfig = Frozen<Written['limits']>;
export type MessagingConfig = Frozen<Written['messaging']>;
export type TelemetryConfig = Frozen<Written['telemetry']>;
export type EgressConfig = Frozen<Written['egress']>;
export type KeysConfig = Frozen<Written['keys']>;
export type LintConfig = Frozen<Written['lint']>;
export type { ForwardHeaders } from './scalars/header-name.ts';
export type { BackendEntry } from './schema/backends.ts';
export type { SubscriptionKey } from './schema/callers.ts';
export type { CertificateEntry } from './schema/certificates.ts';
export type { EgressRule } from './schema/egress.ts';
export type { IntrospectionRule } from './schema/graph.ts';
export type { LintSetting } from './schema/lint.ts';
export type { ManagedIdentitySource } from './schema/managed-identity.ts';
export type { Management as ManagementConfig, ManagementSettings } from './schema/management.ts';
export type { AzureNamespace } from './schema/messaging.ts';
export type { NamedValue as NamedValueConfig } from './schema/named-values.ts';
export type { AccessPolicy as AccessPolicyConfig, ParameterValue } from './schema/providers.ts';

/** A Redis server. `url` may hold a password; `place` is the address without it, to be shown. */
export interface RedisPlace {
  readonly kind: 'redis';
  readonly url: Secret;
  readonly place: string;
}
/** Where connections are kept. The path is absolute. */
export type StoreConfig = { readonly kind: 'file'; readonly path: string } | RedisPlace;
/** Where the cache policies keep what may be lost. */
export type CacheConfig = { readonly kind: 'memory' } | RedisPlace;

/** A way into the file: keys, and positions in lists. */
export type ConfigPath = readonly (string | number)[];

/** Where things stand in the file, so that other rooms can report what they find in it. */
export interface Located {
  /** The text that spans point into. Literal secrets are masked in it, so that a code frame shows none. */
  readonly source: Source;
  /** The value at a path when it is a scalar, else its key; the nearest one above it when the path is not there. */
  at(path: ConfigPath): Span;
  /** The key at a path (the value itself in a list); the nearest one above it when the path is not there. */
  keyAt(path: ConfigPath): Span;
}

/** `fedpass.yaml`, checked, with defaults filled in. Deeply frozen; maps have no prototype, so any name may be looked up in them. */
export interface Config extends Located {
  /** The folder of the file, absolute: what paths in it are taken from. */
  readonly folder: string;
  readonly listen: ListenConfig;
  readonly subgraphs: Readonly<Record<string, SubgraphConfig>>;
  readonly apis: Readonly<Record<string, ApiConfig>>;
  readonly backends: Readonly<Record<string, BackendEntry>>;
  /** The folder of the policy documents, absolute. */
  readonly policies: string;
  readonly namedValues: Frozen<Written['namedValues']>;
  readonly identity: IdentityConfig;
  readonly callers: CallersConfig;
  readonly graph: GraphConfig;
  readonly managedIdentity: Frozen<Written['managedIdentity']>;
  readonly providers: Readonly<Record<string, ProviderConfig>>;
  readonly certificates: Readonly<Record<string, CertificateEntry>>;
  /** Files of JSON Schemas by id; the paths are absolute. */
  readonly schemas: Readonly<Record<string, string>>;
  readonly store: StoreConfig;
  readonly cache: CacheConfig;
  /** The path is absolute; `rotateEvery` is in milliseconds. */
  readonly keys: KeysConfig;
  readonly messaging: MessagingConfig;
  readonly telemetry: TelemetryConfig;
  readonly management: Frozen<Written['management']>;
  readonly tokenEndpoint: Frozen<Written['tokenEndpoint']>;
  readonly webhooks: Frozen<Written['webhooks']>;
  readonly egress: EgressConfig;
  readonly limits: LimitsConfig;
  readonly lint: LintConfig;
}
