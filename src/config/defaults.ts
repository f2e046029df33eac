import type { GraphConfig, LimitsConfig } from './config.ts';
import { graph } from './schema/graph.ts';
import { limits } from './schema/limits.ts';

/** The limits of a gateway that has no configuration. */
export const defaultLimits = (): LimitsConfig => limits.parse({});

/** What clients of such a gateway may ask of the graph. */
export const defaultGraph = (): GraphConfig => graph.parse({});
