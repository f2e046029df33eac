import type { GrantType } from '../../../credentials/settings.ts';

/** Whom an access policy lets in. The gateway itself is the pair that is its identity, as the management API shows it. */
export interface PolicyFacts {
  readonly objectId: string;
  readonly tenantId?: string;
  readonly issuer?: string;
  readonly appIds?: readonly string[];
}

/** Parameters of a resource that are to be seen, and what is known of those that are not. */
export interface SeenParameters {
  readonly shown: Readonly<Record<string, string>>;
  /** `hidden`: there may be some, and nobody says. */
  readonly secrets: Readonly<Record<string, string>> | 'hidden';
}

/** `declared`: the configuration of the gateway has it. `user`: somebody made it for himself. */
export type ResourceOrigin = 'declared' | 'stored' | 'user';

export interface SeenPolicy {
  readonly name: string;
  readonly facts: PolicyFacts;
  /** Its entity tag. */
  readonly tag: string;
}

export interface SeenConnectionResource extends SeenParameters {
  readonly id: string;
  readonly origin: ResourceOrigin;
  readonly tag: string;
  readonly policies: readonly SeenPolicy[];
}

export interface SeenProviderResource extends SeenParameters {
  readonly id: string;
  readonly displayName: string;
  readonly identityProvider: string;
  readonly grantType: GrantType;
  readonly origin: ResourceOrigin;
  readonly tag: string;
  readonly connections: readonly SeenConnectionResource[];
}

/** What there is at a moment. */
export interface World {
  readonly identity: { readonly objectId: string; readonly tenantId: string };
  readonly providers: readonly SeenProviderResource[];
}

/** What a change is about. */
export type Subject =
  | { readonly kind: 'provider'; readonly provider: string }
  | { readonly kind: 'connection'; readonly provider: string; readonly connection: string }
  | { readonly kind: 'access policy'; readonly provider: string; readonly connection: string; readonly policy: string };

export const nameOf = (subject: Subject): string =>
  subject.kind === 'provider'
    ? subject.provider
    : subject.kind === 'connection'
      ? `${subject.provider}/${subject.connection}`
      : `${subject.provider}/${subject.connection}/${subject.policy}`;

/** The body of a resource that is made or changed. Parameters are whole, secrets among them. */
export type Body =
  | {
      readonly kind: 'provider';
      readonly displayName: string | undefined;
      readonly identityProvider: string;
      readonly grantType: GrantType;
      readonly parameters: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'connection'; readonly grantType: GrantType; readonly parameters: Readonly<Record<string, string>> }
  | { readonly kind: 'access policy'; readonly facts: PolicyFacts };

/** How a write ended. */
export type Written =
  | { readonly kind: 'done' }
  /** Somebody else changed it after it was looked at. */
  | { readonly kind: 'moved' }
  | { readonly kind: 'refused'; readonly why: string };

/** Where resources are: a credential store, or a gateway with its management API. Methods reject with StoreError, VaultError or UsageError. */
export interface Place {
  /** For people. */
  readonly name: string;
  look(): Promise<World>;
  /** `tag`: what was seen; undefined: nothing was there. */
  put(subject: Subject, body: Body, tag: string | undefined): Promise<Written>;
  remove(subject: Subject, tag: string): Promise<Written>;
  close(): Promise<void>;
}
