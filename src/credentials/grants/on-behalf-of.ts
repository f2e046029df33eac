import type { Secret } from '../../runtime/ports/credential-source.ts';
import type { GrantOutcome } from './outcome.ts';
import { scopeOf } from './scope.ts';
import { type CallTools, tokenCall } from './token-call.ts';
import type { TokenClient } from './token-client.ts';

/** Microsoft Entra's on-behalf-of: RFC 7523 §2.1 with the caller's token as the assertion. */
export const onBehalfOf = (tools: CallTools, client: TokenClient, subject: Secret): Promise<GrantOutcome> =>
  tokenCall(tools, client, {
    grant: 'onBehalfOf',
    parameters: () => [['assertion', subject.reveal()], ['requested_token_use', 'on_behalf_of'], ...scopeOf(client)],
  });
