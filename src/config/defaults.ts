import type { GraphConfig, LimitsConfig } from './config.ts';

/**
 * The limits of a gateway that has no configuration. Written out, where `schema/limits.ts` has them with their texts: what reads configurations
 * takes a tenth of a second to load, and such a gateway reads none. A test holds the two together.
 */
export const defaultLimits = (): LimitsConfig => ({
  requestBody: mebibytes(1),
  queryTokens: 15_000,
  operation: { depth: 20, aliases: 100, rootFields: 50, directives: 100, cost: 100_000 },
  planningTime: 5_000,
  batch: 0,
  responseBody: mebibytes(16),
  requestTimeout: 60_000,
  tokenTimeout: 10_000,
  tokenCalls: 20,
  authorizationsPerMinute: 250,
  shutdownGrace: 10_000,
  cacheEntry: mebibytes(1),
  cacheMemory: mebibytes(64),
  expressionSteps: 5_000_000,
  expressionData: mebibytes(64),
  expressionTime: 1_000,
});

/** What clients of such a gateway may ask of the graph. */
export const defaultGraph = (): GraphConfig => ({ persistedQueries: { automatic: true, ttl: 86_400_000 } });

const mebibytes = (count: number): number => count * 1024 * 1024;
