import { signAssertion } from './assertion.ts';
import type { GrantOutcome } from './outcome.ts';
import { scopeOf } from './scope.ts';
import { type CallTools, tokenCall, unguessable } from './token-call.ts';
import type { TokenClient } from './token-client.ts';

/** RFC 7523 §2.1: an assertion signed with our own key. */
export async function jwtBearer(tools: CallTools, client: TokenClient): Promise<GrantOutcome> {
  const { assertion, scope } = client;
  if (assertion === undefined) return { kind: 'not-sent', reason: 'there is no usable private key' };
  return tokenCall(tools, client, {
    grant: 'jwtBearer',
    ...(assertion.clientAuthentication ? {} : { authenticated: false }),
    parameters: async ({ endpoints }) => {
      const at = { now: tools.clock.now(), id: unguessable(tools.random), tokenEndpoint: endpoints.token, scope };
      return [['assertion', await signAssertion(assertion, at)], ...(assertion.scope === 'parameter' ? scopeOf(client) : [])];
    },
  });
}
