import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { close, listen, loopback } from '../listen.ts';
import { readForm } from '../oauth/read-form.ts';
import { control } from './control.ts';
import { misbehaviours, type TokenAnswer, writeAnswer } from './misbehaviours.ts';
import type { Plan } from './plan.ts';

/** Where tokens really come from: grants in memory, or another provider that this one stands in front of. */
export interface Upstream {
  token(
    form: URLSearchParams,
    request: { readonly from: string; readonly authorization: string | undefined },
  ): TokenAnswer | Promise<TokenAnswer>;
  revoke(token: string): void;
}

export interface AdversarialOptions {
  /** 0 takes a free one. */
  readonly port: number;
  readonly upstream: Upstream;
  /** How token requests are answered; a whole plan is changed on the provider's own page. */
  readonly plan: Pick<Plan, 'take'> | Plan;
  /** Milliseconds that an honest answer takes. */
  readonly latencyMs?: () => number;
  /** Milliseconds that a slow one takes. */
  readonly slowMs?: number;
}

/** Within the patience of most clients. */
const SLOW_MS = 3_000;

export interface AdversarialProvider {
  readonly origin: string;
  readonly authorizationUrl: string;
  readonly tokenUrl: string;
  readonly revocationUrl: string;
  close(): Promise<void>;
}

/**
 * A provider with the worst manners that are still seen in the wild. Everyone may have everything: it signs people in without asking,
 * and takes any client. Listens on loopback only.
 */
export async function openAdversarialProvider(options: AdversarialOptions): Promise<AdversarialProvider> {
  const server = createServer((request, response) => {
    serve(options, request, response).catch(() => response.destroy());
  });
  const port = await listen(server, options.port);
  const origin = `http://${loopback}:${port}`;
  return {
    origin,
    authorizationUrl: `${origin}/authorize`,
    tokenUrl: `${origin}/token`,
    revocationUrl: `${origin}/revoke`,
    close: () => close(server),
  };
}

async function serve(options: AdversarialOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  // A page of another site must not reach it through a host name of its own that leads to loopback.
  if (!request.headers.host?.startsWith(`${loopback}:`)) return void response.writeHead(421).end();
  const { pathname, searchParams } = new URL(request.url ?? '/', `http://${loopback}`);
  const [, endpoint = '', from = ''] = pathname.split('/');
  if (endpoint === 'authorize') return consent(searchParams, response);
  const { plan, slowMs = SLOW_MS } = options;
  if ((endpoint === '' || endpoint === 'state') && 'set' in plan) return control(plan, request, response);
  const form = (await readForm(request)) ?? new URLSearchParams();
  if (endpoint === 'revoke') {
    options.upstream.revoke(form.get('token') ?? '');
    response.writeHead(200).end();
    return;
  }
  if (endpoint !== 'token') {
    response.writeHead(404).end();
    return;
  }
  const grant = async (): Promise<TokenAnswer> => options.upstream.token(form, { from, authorization: request.headers.authorization });
  const name = plan.take(form);
  if (name !== undefined) return misbehaviours[name].answer({ grant, response, dawdle: () => sleep(slowMs) });
  const answer = await grant();
  const latency = options.latencyMs?.() ?? 0;
  if (latency > 0) await sleep(latency);
  writeAnswer(response, answer);
}

function consent(asked: URLSearchParams, response: ServerResponse): void {
  const back = new URL(asked.get('redirect_uri') ?? '');
  back.searchParams.set('code', 'any');
  back.searchParams.set('state', asked.get('state') ?? '');
  response.writeHead(302, { location: back.href }).end();
}
