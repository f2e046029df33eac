import type { Parameters, TokenClient } from './token-client.ts';

/** The scope as a parameter, if one is asked for. */
export const scopeOf = ({ scope, scopeName }: TokenClient): Parameters => (scope === undefined ? [] : [[scopeName, scope]]);
