import type { Clock } from '../runtime/ports/clock.ts';
import type { ConnectOffer, CredentialRequest, CredentialSource, Token } from '../runtime/ports/credential-source.ts';
import type { Log } from '../runtime/ports/log.ts';
import type { Random } from '../runtime/ports/random.ts';
import type { Access } from './access/access-policy.ts';
import type { Principal, TokenPrincipal } from './access/principal.ts';
import type { Actor } from './audit/entry.ts';
import type { Journal } from './audit/journal.ts';
import type { RenewalLimits } from './connections/renewal-tools.ts';
import type { ConsentArrival, ConsentFinish } from './consent/finish.ts';
import type { ConsentLink } from './consent/link.ts';
import type { Confirmation, Confirmed } from './consent/pending.ts';
import type { LinkProof } from './consent/proof.ts';
import type { SignInFinish, SignInSettings, SignInStart } from './consent/sign-in.ts';
import type { ConsentStart } from './consent/start.ts';
import type { TokenTransport } from './grants/transport.ts';
import type { Block } from './kill-switch/blocks.ts';
import type { WebhookEndpoint } from './notices/endpoint.ts';
import type { CheckOptions } from './providers/check-settings.ts';
import type { ResourceLimits } from './resources/collection.ts';
import type { Reach } from './resources/reach.ts';
import type { GiveBack } from './resources/remove-tokens.ts';
import type { Resources } from './resources/resources.ts';
import type { SecretReferences } from './resources/secret-references.ts';
import type { Anchor } from './restored/anchor.ts';
import type { GatewayIdentity, IssuerSettings, ProviderSettings } from './settings.ts';
import type { Sight } from './sight.ts';
import type { ConnectionStatus } from './status.ts';
import type { BlockedThing, ConnectionId } from './store/keys.ts';
import type { Store } from './store/store.ts';
import type { Timers } from './timers.ts';
import type { Vault } from './vault/vault.ts';

export interface CredentialManagerOptions extends CheckOptions {
  /** Stays the caller's to close, after `stop()`. */
  readonly store: Store;
  readonly vault: Vault;
  readonly providers: readonly ProviderSettings[];
  /** The gateway's own; without it one is made with the store and kept there. */
  readonly identity?: GatewayIdentity;
  readonly issuers: readonly IssuerSettings[];
  /** Where a provider sends people back to: one URI of ours for each provider, or one for all. */
  redirectUri(provider: string): string;
  /** Where users sign in; without it they have no connections of their own. */
  readonly signIn?: SignInSettings;
  /** Our page that consent links lead to. */
  readonly connectUri: string;
  readonly transport: TokenTransport;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly timers?: Timers;
  readonly limits?: Partial<RenewalLimits>;
  /** Who works with this manager where nobody else is known: the gateway unless it says otherwise. */
  readonly actor?: Actor;
  /** How many providers, connections and access policies there may be. */
  readonly resourceLimits?: Partial<ResourceLimits>;
  /** Where providers that are made while the gateway runs may lead, beside public https hosts. */
  readonly reach?: Reach;
  /** Secrets that providers made while the gateway runs may name. Absent: none. */
  readonly references?: SecretReferences;
  /** Takes over the tokens of connections that were removed. */
  readonly giveBack?: GiveBack;
  /** Where tokens that the store does not take are put into safety, sealed (rule R5). Absent: they stay in memory. */
  readonly spillFolder?: string;
  /** Where it is kept how far the store was seen to be, outside of the store, so that a restored backup is noticed at the next start. */
  readonly anchor?: Anchor;
  /** Who is told of turnings of connections, at this moment: secrets may be replaced. */
  readonly webhooks?: () => readonly WebhookEndpoint[];
  /** Milliseconds without the store after which consented tokens in memory are no longer served (rule R8). Default 60,000. */
  readonly staleAfterMs?: number;
}

/** A token that a backend did not take. */
export interface RefusedToken {
  readonly provider: string;
  readonly connection: string;
  readonly token: Token;
}

export interface CredentialManager extends CredentialSource {
  readonly identity: GatewayIdentity;
  /** What there is, and how to change it while the gateway runs. */
  readonly resources: Resources;
  list(): Promise<readonly ConnectionStatus[]>;
  show(provider: string, connection: string): Promise<ConnectionStatus | undefined>;
  /** The token for somebody whose own token was verified elsewhere. Rejects with CredentialError. */
  tokenFor(id: ConnectionId, principal: TokenPrincipal): Promise<Token & { /** Seconds. */ readonly expiresIn: number }>;
  /** Whether this principal may have the token, and why: for operators. Undefined: there is no such connection. */
  canI(id: ConnectionId, principal: Principal): Access | undefined;
  /**
   * What the asker can do about a connection whose token a backend found to lack scopes: undefined unless it is his own. Never rejects.
   */
  offer(request: CredentialRequest, lacking: readonly string[]): Promise<ConnectOffer | undefined>;
  /** A backend answered 401 to this token: its generation is dropped, and the next `get` asks for a later one. */
  invalidate(refused: RefusedToken): void;
  /** A one-time link; without a `proof` one of the operator, who confirms the account on our page. Rejects with StoreError. */
  consentUrl(provider: string, connection: string, proof?: LinkProof): Promise<ConsentLink>;
  /** The connect page was opened with this link token. Rejects with StoreError. */
  startConsent(linkToken: string): Promise<ConsentStart>;
  /** A user wants to connect something of his own with this provider. Rejects with StoreError. */
  startSignIn(provider: string): Promise<SignInStart>;
  /** He comes back from signing in, and goes on to the provider. Rejects with StoreError or VaultError. */
  finishSignIn(arrival: Omit<ConsentArrival, 'provider'>): Promise<SignInFinish>;
  /** The provider sent the browser back. Rejects with StoreError or VaultError. */
  finishConsent(arrival: ConsentArrival): Promise<ConsentFinish>;
  /** Somebody confirms, or declines, what a consent brought. Rejects with StoreError or VaultError. */
  confirmConsent(confirmation: Confirmation): Promise<Confirmed>;
  /** Takes a connection's tokens away and has the provider revoke them. False: it had none. Rejects with StoreError or VaultError. */
  disconnect(id: ConnectionId): Promise<boolean>;
  /** What the kill switch stops at the moment, as this process knows it. */
  blocks(): readonly Block[];
  /**
   * Stops a provider, a connection or a user at once, here and within a second in every other process on the store. Tokens in memory are
   * dropped. Rejects with StoreError: then it is not sure, and must be done again.
   */
  block(thing: BlockedThing, why: string): Promise<void>;
  /** False: it was not blocked. Rejects with StoreError. */
  unblock(thing: BlockedThing): Promise<boolean>;
  /** Takes something down in the audit log that was done through this manager by somebody it does not know. */
  readonly audit: Pick<Journal, 'note'>;
  /** How many tokens the store does not have yet (rule R5). */
  readonly unsaved: number;
  /** How it is doing, for metrics. */
  sight(): Sight;
  /** Takes new settings, or throws {@link SettingsError} and keeps the old ones. */
  reload(providers: readonly ProviderSettings[]): void;
  /** Waits for what is under way and unsaved, 10 s at most. */
  stop(): Promise<void>;
}
