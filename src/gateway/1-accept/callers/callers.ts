import type { ProductFacts, SubscriptionFacts, UserFacts } from '../../../runtime/context/facts.ts';
import type { Secret } from '../../../runtime/ports/credential-source.ts';

/** What is known of who sent a request. Null: not shown, or not proved. */
export interface Caller {
  readonly user: UserFacts | null;
  /** Of the token that proved who the user is; empty without one. */
  readonly claims: Claims;
  readonly subscription: SubscriptionFacts | null;
  readonly product: ProductFacts | null;
}

/** The claims of a verified token (RFC 7519 §4). */
export type Claims = Readonly<Record<string, unknown>>;

export const nobody: Caller = { user: null, claims: {}, subscription: null, product: null };

/** Tells who clients are. Neither refuses: whether a proof is needed is for `global.xml` to say. */
export interface Callers {
  /** Whoever a bearer token speaks of; null when it is none that counts here. Never rejects. */
  userOf(bearer: Secret): Promise<Required<Pick<Caller, 'user' | 'claims'>> | null>;
  /** What a subscription key stands for; null when it is none, or its time is not now. */
  subscriptionOf(key: string): Pick<Caller, 'subscription' | 'product'> | null;
}

/** Of a gateway where nothing is configured. */
export const noCallers: Callers = { userOf: async () => null, subscriptionOf: () => null };
