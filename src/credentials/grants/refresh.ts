import { refreshTokenGrantRequest } from 'oauth4webapi';
import type { GrantOutcome } from './outcome.ts';
import { type CallTools, tokenCall } from './token-call.ts';
import { serverAt, type TokenClient } from './token-client.ts';

/** RFC 6749 §6, with `resource` and the like as at the consent. No scope: the granted one stays. */
export function refresh(tools: CallTools, client: TokenClient, refreshToken: string): Promise<GrantOutcome> {
  const additionalParameters = { ...client.extra.token };
  return tokenCall(tools, client, [refreshToken], (options) =>
    refreshTokenGrantRequest(serverAt(client, 'refresh'), client.client, client.authentication, refreshToken, {
      ...options,
      additionalParameters,
    }),
  );
}
