/**
 * The time that a count belongs to. `sliding`: the last `ms` milliseconds, whenever one looks. `fixed`: windows of `ms`
 * milliseconds, one after the other from `start` (milliseconds since 1970).
 */
export type CountWindow =
  | { readonly kind: 'sliding'; readonly ms: number }
  | { readonly kind: 'fixed'; readonly ms: number; readonly start: number };

export interface CountRequest {
  readonly key: string;
  readonly window: CountWindow;
  readonly amount: number;
  /** The total of a window that may not be exceeded. */
  readonly limit: number;
}

export interface Count {
  /** False when the amount would have exceeded the limit; nothing was counted then. */
  readonly granted: boolean;
  /** The total of the window, with this amount when it was granted. */
  readonly total: number;
  /** Milliseconds until something of the window is given back; at least 1 when not granted. */
  readonly retryAfterMs: number;
}

/** Counts calls and bytes for rate limits and quotas: exact over all gateways that share it, atomic within each call. */
export interface Counter {
  /** Counts `amount` if the limit allows. */
  take(request: CountRequest): Promise<Count>;
  /** Counts `amount` in any case, for what is known only afterwards. */
  add(request: CountRequest): Promise<Count>;
}
