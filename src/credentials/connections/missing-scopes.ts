import { lackingScopes, scopesIn } from '../grants/scope.ts';
import { type ConnectionRecord, grantOf } from './state.ts';
import type { Target } from './target.ts';

/**
 * The configured scopes that the tokens of a connection were not granted: a consent can add them. None while there are no tokens, and none
 * where it is not known what was granted.
 */
export function missingScopes({ client }: Target, record: ConnectionRecord): readonly string[] {
  const granted = grantOf(record)?.scopes;
  return granted === undefined ? [] : lackingScopes(scopesIn(client.scope) ?? [], granted, client.scopeStyle);
}
