import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { close, listen, loopback } from '../listen.ts';
import { readForm } from '../oauth/read-form.ts';
import { type MisbehaviourName, misbehaviours, type TokenAnswer, writeAnswer } from './misbehaviours.ts';

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
  /** How the next token request is answered; undefined: as it should be. */
  misbehave(form: URLSearchParams): MisbehaviourName | undefined;
  /** Milliseconds that an honest answer takes. */
  readonly latencyMs?: () => number;
}

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
  const { pathname, searchParams } = new URL(request.url ?? '/', `http://${loopback}`);
  const [, endpoint = '', from = ''] = pathname.split('/');
  if (endpoint === 'authorize') return consent(searchParams, response);
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
  const name = options.misbehave(form);
  if (name !== undefined) return misbehaviours[name]({ grant, response });
  const answer = await grant();
  const latency = options.latencyMs?.() ?? 0;
  if (latency > 0) await new Promise((resolve) => setTimeout(resolve, latency));
  writeAnswer(response, answer);
}

function consent(asked: URLSearchParams, response: ServerResponse): void {
  const back = new URL(asked.get('redirect_uri') ?? '');
  back.searchParams.set('code', 'any');
  back.searchParams.set('state', asked.get('state') ?? '');
  response.writeHead(302, { location: back.href }).end();
}
