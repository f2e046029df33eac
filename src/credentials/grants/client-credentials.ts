import type { GrantOutcome } from './outcome.ts';
import { scopeOf } from './scope.ts';
import { type CallTools, tokenCall } from './token-call.ts';
import type { TokenClient } from './token-client.ts';

/** RFC 6749 §4.4. */
export const clientCredentials = (tools: CallTools, client: TokenClient): Promise<GrantOutcome> =>
  tokenCall(tools, client, { grant: 'clientCredentials', parameters: () => scopeOf(client) });
