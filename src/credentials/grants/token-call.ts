import { allowInsecureRequests, customFetch } from 'oauth4webapi';
import type { Clock } from '../../runtime/ports/clock.ts';
import type { GrantOutcome } from './outcome.ts';
import { readTokenAnswer } from './token-answer.ts';
import type { TokenClient } from './token-client.ts';
import { type TokenHttpResponse, type TokenTransport, TransportError } from './transport.ts';

export interface CallTools {
  readonly transport: TokenTransport;
  readonly clock: Clock;
  /** Milliseconds for the whole call. */
  readonly timeoutMs: number;
}

/** What oauth4webapi's request functions take. */
export interface RequestOptions {
  readonly [customFetch]: (
    url: string,
    init: { readonly method: 'POST'; readonly headers: Record<string, string>; readonly body: URLSearchParams },
  ) => Promise<Response>;
  readonly [allowInsecureRequests]: boolean;
}

/**
 * Makes one token request and reads the answer. oauth4webapi builds the request; the answer is caught on its way back, because
 * providers answer in more ways than it admits. Never rejects for what a server or the network does.
 */
export async function tokenCall(
  tools: CallTools,
  client: TokenClient,
  sent: readonly string[],
  request: (options: RequestOptions) => Promise<Response>,
): Promise<GrantOutcome> {
  let answer: TokenHttpResponse | undefined;
  let sentAt = 0;
  const options: RequestOptions = {
    [customFetch]: async (url, { method, headers, body }) => {
      sentAt = tools.clock.now();
      answer = await tools.transport({ method, url, headers, body: body.toString(), timeoutMs: tools.timeoutMs });
      return new Response();
    },
    [allowInsecureRequests]: client.mayBePlain(client.endpoints.token) && client.mayBePlain(client.endpoints.refresh),
  };
  try {
    await request(options);
  } catch (error) {
    if (!(error instanceof TransportError)) return { kind: 'not-sent', reason: 'request-refused' };
    if (error.phase === 'too-large') return { kind: 'bad-answer', status: 0, reason: 'too-large' };
    return { kind: error.phase, reason: error.reason };
  }
  if (answer === undefined) return { kind: 'not-sent', reason: 'request-refused' };
  const secrets = [...sent, client.clientSecret?.reveal() ?? '', basicCredentials(client)];
  return readTokenAnswer(client, answer, { sentAt, now: tools.clock.now(), sent: secrets });
}

const basicCredentials = (client: TokenClient): string => `${client.client.client_id}:${client.clientSecret?.reveal() ?? ''}`;
