import type { LimitsConfig } from './config.ts';
import { limits } from './schema/limits.ts';

/** The limits of a gateway that has no configuration. */
export const defaultLimits = (): LimitsConfig => limits.parse({});
