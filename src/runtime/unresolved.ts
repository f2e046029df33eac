import type { Exchange } from './exchange.ts';
import { PolicyFailure } from './failure.ts';

/**
 * What a document that was compiled by itself does where it needs something that is not in it: a fragment, the text of a named value in code
 * position, the value of another tool's placeholder. To go on without it would leave policies out.
 */
export function unresolved(x: Exchange, what: string): never {
  throw new PolicyFailure(x.site.policy, null, 500, `the document was compiled by itself, without ${what}`);
}
