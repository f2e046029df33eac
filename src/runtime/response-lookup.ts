/** What cache-lookup looked for, so that cache-store keeps the response under the same key. */
export interface ResponseLookup {
  readonly key: string;
  /** Who the response would be for: a digest. When it is another one at the end, the response is not kept. */
  readonly identity: string;
  readonly cachingType: 'internal' | 'external' | 'prefer-external';
  readonly downstream: 'none' | 'private' | 'public';
  readonly mustRevalidate: boolean;
  /** The response came from the cache. */
  readonly hit: boolean;
}
