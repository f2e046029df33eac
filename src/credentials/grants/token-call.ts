import { allowInsecureRequests, customFetch, genericTokenEndpointRequest } from 'oauth4webapi';
import type { Clock } from '../../runtime/ports/clock.ts';
import type { Random } from '../../runtime/ports/random.ts';
import type { GrantType } from '../settings.ts';
import { prove } from './client-authentication.ts';
import { type Discovery, DiscoveryError } from './discovery.ts';
import { type LocatedClient, locate, serverAt } from './locate.ts';
import type { GrantOutcome } from './outcome.ts';
import { type SentSecrets, secretsIn } from './secrets-in-request.ts';
import { readTokenAnswer } from './token-answer.ts';
import { over, type Parameters, type TokenClient } from './token-client.ts';
import { type TokenHttpRequest, type TokenHttpResponse, type TokenTransport, TransportError } from './transport.ts';

export interface CallTools {
  readonly transport: TokenTransport;
  readonly discovery: Discovery;
  readonly clock: Clock;
  readonly random: Random;
  /** Milliseconds for the whole call. */
  readonly timeoutMs: number;
  /** By the monotonic clock: a call that would begin later is not made. */
  readonly notAfter?: number;
}

/** One token request. */
export interface TokenRequest {
  readonly grant: GrantType | 'refresh';
  /** What the grant itself sends. Never replaced by what settings add. */
  parameters(at: LocatedClient): Parameters | Promise<Parameters>;
  /** False: the client does not authenticate beside the grant. */
  readonly authenticated?: false;
}

/**
 * Makes one token request and reads the answer. oauth4webapi builds the request; the answer is caught on its way back, because
 * providers answer in more ways than it admits. Never rejects for what a server or the network does.
 */
export async function tokenCall(tools: CallTools, client: TokenClient, request: TokenRequest): Promise<GrantOutcome> {
  const began = tools.clock.elapsed();
  if (tools.notAfter !== undefined && began > tools.notAfter) return { kind: 'not-sent', reason: 'the lease was about to end', own: true };
  const endsAt = began + tools.timeoutMs;
  let exchanged: Exchanged;
  try {
    const at = await locate(tools.discovery, client, tools.timeoutMs);
    exchanged = await send(tools, at, request, endsAt);
  } catch (error) {
    return failure(error);
  }
  const { answer, secrets, sentAt } = exchanged;
  return readTokenAnswer(client, answer, { sentAt, now: tools.clock.now(), sent: secrets });
}

interface Exchanged {
  readonly answer: TokenHttpResponse;
  /** What must not come back in an error text. */
  readonly secrets: SentSecrets;
  readonly sentAt: number;
}

async function send(tools: CallTools, at: LocatedClient, request: TokenRequest, endsAt: number): Promise<Exchanged> {
  const { client, endpoints } = at;
  const { transport, clock, random } = tools;
  const url = request.grant === 'refresh' ? endpoints.refresh : endpoints.token;
  const moment = {
    now: clock.now(),
    id: unguessable(random),
    tokenEndpoint: endpoints.token,
    issuer: endpoints.issuer?.id,
  };
  const parameters = over(client.tokenParameters(request.grant), await request.parameters(at));
  const authentication = request.authenticated === false ? withoutProof : prove(client.authentication, moment);
  let exchanged: Exchanged | undefined;
  await genericTokenEndpointRequest(
    serverAt(at, request.grant === 'refresh' ? 'refresh' : 'token'),
    { client_id: client.clientId },
    authentication,
    client.grantName(request.grant),
    parameters.map(([name, value]) => [name, value]),
    {
      [allowInsecureRequests]: client.mayBePlain(url),
      [customFetch]: async (to, { headers, body }) => {
        const sentAt = clock.now();
        const timeoutMs = Math.max(1, endsAt - clock.elapsed());
        const written = write(client, to, headers, body as URLSearchParams, timeoutMs);
        const secrets = secretsIn(body as URLSearchParams, headers);
        // Whoever stood still until now comes too late: others may count the call as given up, and act (rule R1).
        if (clock.elapsed() > endsAt) throw new TransportError('not-sent', 'timeout');
        exchanged = { answer: await transport(written), secrets, sentAt };
        return new Response();
      },
    },
  );
  if (exchanged === undefined) throw new TransportError('not-sent', 'request-refused');
  return exchanged;
}

const withoutProof = (): void => undefined;

export const unguessable = (random: Random): string => Buffer.from(random.bytes(16)).toString('base64url');

function write(
  { body: form, route }: TokenClient,
  url: string,
  headers: Readonly<Record<string, string>>,
  body: URLSearchParams,
  timeoutMs: number,
): TokenHttpRequest {
  const common = { method: 'POST', url, timeoutMs, ...(route === undefined ? {} : { route }) } as const;
  if (form === 'form') return { ...common, headers, body: body.toString() };
  // A name that stands twice becomes a list.
  const members = [...new Set(body.keys())].map((name) => [name, body.getAll(name)] as const);
  const object = Object.fromEntries(members.map(([name, values]) => [name, values.length === 1 ? values[0] : values]));
  return { ...common, headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(object) };
}

function failure(error: unknown): GrantOutcome {
  if (error instanceof DiscoveryError) return { kind: 'not-sent', reason: error.message };
  if (!(error instanceof TransportError)) return { kind: 'not-sent', reason: 'request-refused', own: true };
  if (error.phase === 'too-large') return { kind: 'bad-answer', status: 0, reason: 'too-large' };
  return { kind: error.phase, reason: error.reason };
}
