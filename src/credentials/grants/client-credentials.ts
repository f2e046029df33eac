import { clientCredentialsGrantRequest } from 'oauth4webapi';
import type { GrantOutcome } from './outcome.ts';
import { type CallTools, tokenCall } from './token-call.ts';
import { serverAt, type TokenClient } from './token-client.ts';

/** RFC 6749 §4.4. */
export function clientCredentials(tools: CallTools, client: TokenClient): Promise<GrantOutcome> {
  const parameters = { ...client.extra.token, ...(client.scope === undefined ? {} : { scope: client.scope }) };
  return tokenCall(tools, client, [], (options) =>
    clientCredentialsGrantRequest(serverAt(client, 'token'), client.client, client.authentication, parameters, options),
  );
}
