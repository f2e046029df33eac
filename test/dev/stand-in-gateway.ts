import { createServer } from 'node:http';
import { calculatePKCECodeChallenge, generateRandomCodeVerifier } from 'oauth4webapi';
import type { DevGateway, GatewayOptions, GatewayPort } from '../../src/dev/gateway-port.ts';
import { close, listen } from '../../src/dev/listen.ts';

/** A gateway reduced to what the demo asks of it: it takes the consent of one connection, with a page that asks once more. */
export interface StandInGateway extends GatewayPort {
  /** What it was started with. */
  readonly started: GatewayOptions[];
  closed: number;
}

export function standInGateway(faults: { readonly startFails?: Error; readonly refusesCode?: boolean } = {}): StandInGateway {
  const gateway: StandInGateway = {
    started: [],
    closed: 0,
    redirectUri: (publicUrl) => `${publicUrl}/callback`,
    signInRedirectUri: (publicUrl) => `${publicUrl}/signed-in`,
    async start(options) {
      gateway.started.push(options);
      if (faults.startFails !== undefined) throw faults.startFails;
      return running(gateway, options, faults.refusesCode === true);
    },
  };
  return gateway;
}

async function running(gateway: StandInGateway, options: GatewayOptions, refusesCode: boolean): Promise<DevGateway> {
  const env = (name: string): string => options.env[name] ?? '';
  const redirectUri = gateway.redirectUri(options.publicUrl, 'projects');
  const verifier = generateRandomCodeVerifier();
  let connected = false;

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', options.publicUrl);
    if (url.pathname === '/connect') {
      const target = new URL(env('PROJECTS_AUTHORIZATION_URL'));
      target.search = String(
        new URLSearchParams({
          response_type: 'code',
          client_id: env('PROJECTS_CLIENT_ID'),
          redirect_uri: redirectUri,
          scope: 'projects.read',
          state: 'state',
          code_challenge: await calculatePKCECodeChallenge(verifier),
          code_challenge_method: 'S256',
        }),
      );
      return response.writeHead(302, { location: target.href }).end();
    }
    if (url.pathname === '/callback') {
      return response
        .writeHead(200, { 'content-type': 'text/html' })
        .end(
          `<form method="post" action="/confirm"><input type="hidden" name="code" value="${url.searchParams.get('code')}"><button>Connect</button></form>`,
        );
    }
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const answer = await fetch(env('PROJECTS_TOKEN_URL'), {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code: new URLSearchParams(body).get('code') ?? '',
        redirect_uri: redirectUri,
        client_id: env('PROJECTS_CLIENT_ID'),
        client_secret: env('PROJECTS_CLIENT_SECRET'),
        code_verifier: verifier,
      }),
    });
    connected = answer.ok && !refusesCode;
    return response.writeHead(connected ? 200 : 502).end('<p>Done</p>');
  });
  await listen(server, options.port);
  return {
    guards: ['crm', 'billing', 'projects'].map((subgraph) => ({
      subgraph,
      url: env(`${subgraph.toUpperCase()}_URL`),
      document: `policies/subgraphs/${subgraph}.xml`,
      connections: [{ provider: subgraph, connection: 'default' }],
    })),
    connections: async () => [
      { provider: 'crm', connection: 'default', status: 'connected' },
      { provider: 'billing', connection: 'default', status: 'connected' },
      {
        provider: 'projects',
        connection: 'default',
        status: connected ? 'connected' : 'waiting',
      },
    ],
    connectUrl: async (provider) => (provider === 'projects' ? `${options.publicUrl}/connect` : undefined),
    async close() {
      gateway.closed++;
      await close(server);
    },
  };
}
