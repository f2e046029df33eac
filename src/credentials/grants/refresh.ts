import type { GrantOutcome } from './outcome.ts';
import { type CallTools, tokenCall } from './token-call.ts';
import type { TokenClient } from './token-client.ts';

/** RFC 6749 §6, with `resource` and the like as at the consent. No scope: the granted one stays. */
export const refresh = (tools: CallTools, client: TokenClient, refreshToken: string): Promise<GrantOutcome> =>
  tokenCall(tools, client, { grant: 'refresh', parameters: () => [['refresh_token', refreshToken]] });
