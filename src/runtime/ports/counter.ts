/**
 * The time that a count belongs to. `sliding`: the last `ms` milliseconds, whenever one looks. `fixed`: windows of `ms`
 * milliseconds, one after the other from `start` (milliseconds since 1970). `lifetime`: for ever.
 */
export type CountWindow =
  | { readonly kind: 'sliding'; readonly ms: number }
  | { readonly kind: 'fixed'; readonly ms: number; readonly start: number }
  | { readonly kind: 'lifetime' };

export interface CountRequest {
  readonly key: string;
  readonly window: CountWindow;
  /** A whole number from 0 on; 0 only looks. */
  readonly amount: number;
  /** The total of a window that `take` may not exceed. */
  readonly limit: number;
}

export interface Count {
  /** False when the amount would have exceeded the limit; nothing was counted then. */
  readonly granted: boolean;
  /** The total of the window, with this amount when it was granted. */
  readonly total: number;
  /** Milliseconds until something of the window is given back, at least 1; undefined when nothing ever will be. */
  readonly retryAfterMs: number | undefined;
}

/** Counts calls and bytes for rate limits and quotas: exact over all gateways that share it, atomic within each call. Rejects when it cannot count. */
export interface Counter {
  /** Counts `amount` if the limit allows. */
  take(request: CountRequest): Promise<Count>;
  /** Counts `amount` in any case, for what is known only afterwards. */
  add(request: CountRequest): Promise<Count>;
}
