import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createPlainServer, type Server } from 'node:http';
import { createServer } from 'node:https';
import { connect, type Server as NetServer } from 'node:net';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCertificates } from '../support/client-certificates.ts';
import { type Run, run } from '../support/program.ts';
import { makeFolder } from '../support/project-folder.ts';
import { ask } from './support/ask.ts';

const made = makeCertificates();
afterAll(() => made?.remove());

const schema = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])
type Query { who(n: Int!): String! }
`;

/** The caller picks the way with a header. */
const document = `<policies>
  <inbound>
    <choose>
      <when condition="@(context.Request.Headers.GetValueOrDefault("X-Way", "") == "pfx")"><authentication-certificate certificate-id="partner" /></when>
      <when condition="@(context.Request.Headers.GetValueOrDefault("X-Way", "") == "moved")">
        <authentication-certificate certificate-id="partner" />
        <set-backend-service base-url="{{moved}}" />
      </when>
      <when condition="@(context.Request.Headers.GetValueOrDefault("X-Way", "") == "own")">
        <send-request response-variable-name="answer" timeout="10">
          <set-url>{{backend}}</set-url>
          <set-method>POST</set-method>
          <set-body>{}</set-body>
          <authentication-certificate thumbprint="@(context.Deployment.Certificates.First().Value.Thumbprint)" />
          <proxy url="{{proxy}}" username="me" password="pass" />
        </send-request>
        <return-response response-variable-name="answer" />
      </when>
    </choose>
  </inbound>
  <backend><forward-request follow-redirects="true" /></backend>
</policies>`;

describe.skipIf(made === undefined)('fedpass start with a client certificate', () => {
  if (made === undefined) return;
  let folder: string;
  let gateway: Run;
  let url: string;
  const servers: (Server | NetServer)[] = [];
  const tunnels: string[] = [];

  const listening = async (server: Server | NetServer): Promise<number> => {
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return address.port;
  };

  /** Answers with the name in the certificate that it was shown, whatever it is asked; `/moved` leads to another. */
  const backend = (to?: () => string): Server =>
    createServer(
      { key: pair.key, cert: pair.certificate, ca: made.authority, requestCert: true, rejectUnauthorized: false },
      (request, response) => {
        const socket = request.socket as TLSSocket;
        const name = socket.authorized ? String(socket.getPeerCertificate().subject.CN) : 'nobody';
        if (request.url === '/moved') response.writeHead(307, { location: to?.() ?? '' }).end();
        else response.setHeader('content-type', 'application/json').end(JSON.stringify({ data: { who: name } }));
      },
    );
  const pair = made.issue('backend');

  beforeAll(async () => {
    made.issue('partner');
    made.issue('renewed');
    const other = await listening(backend());
    const port = await listening(backend(() => `https://127.0.0.1:${other}/`));
    const relay = createPlainServer().on('connect', ({ url: target = '', headers }, socket) => {
      tunnels.push(`${target} ${headers['proxy-authorization']}`);
      const [host, to] = target.split(':');
      const server = connect(Number(to), host, () => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
      socket.pipe(server).pipe(socket);
      socket.on('error', () => server.destroy());
      server.on('error', () => socket.destroy());
    });
    const proxy = await listening(relay);
    made.pfx('partner', 'p1');
    folder = makeFolder({
      'fedpass.yaml': `
listen: { host: 127.0.0.1 }
subgraphs: { who: { url: "https://127.0.0.1:${port}/graphql", schema: who.graphql } }
namedValues:
  backend: { value: "https://127.0.0.1:${port}/" }
  moved: { value: "https://127.0.0.1:${port}/moved" }
  proxy: { value: "http://127.0.0.1:${proxy}" }
certificates: { partner: { pfx: "\${file:partner.pfx}", password: "\${env.PFX_PASSWORD}" } }
egress: { allow: ["127.0.0.1"] }
`,
      'who.graphql': schema,
      'policies/subgraphs/who.xml': document,
      'ca.pem': made.authority,
    });
    copyFileSync(join(made.folder, 'partner.pfx'), join(folder, 'partner.pfx'));
    gateway = run(['start', '--port', '0'], { cwd: folder, env: { PFX_PASSWORD: 'p1', NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem') } });
    const line = await gateway.line((each) => each.startsWith('fedpass serves '));
    url = line.replace('fedpass serves ', '');
  }, 120_000);
  afterAll(async () => {
    await gateway.stop();
    for (const server of servers) {
      if ('closeAllConnections' in server) server.closeAllConnections();
      server.close();
    }
    rmSync(folder, { recursive: true, force: true });
  });

  let n = 0;
  const who = async (way: string): Promise<unknown> => {
    const { data, errors } = await ask(url, `{ who(n: ${++n}) }`, { 'x-way': way });
    expect(errors ?? [], gateway.err()).toEqual([]);
    return data?.['who'];
  };

  it('shows it where a policy says so, and to nobody else over the same connections', async () => {
    expect(await who('none')).toBe('nobody');
    expect(await who('pfx')).toBe('partner');
    expect(await who('none')).toBe('nobody');
  });

  it('does not show it to another origin that a redirect leads to', async () => {
    expect(await who('moved')).toBe('nobody');
  });

  it('shows it in a request of a policy’s own, through the tunnel of a proxy', async () => {
    expect(await who('own')).toBe('partner');
    expect(tunnels).toEqual([expect.stringMatching(/^127\.0\.0\.1:\d+ Basic bWU6cGFzcw==$/)]);
  });

  it('takes the new one when the file changes, and keeps it when the next is broken', async () => {
    writeFileSync(join(folder, 'partner.pfx'), made.pfx('renewed', 'p1'));
    await expect.poll(() => who('pfx'), { timeout: 15_000, interval: 200 }).toBe('renewed');
    writeFileSync(join(folder, 'partner.pfx'), 'broken');
    const errors = async (): Promise<string> => {
      await who('pfx');
      return gateway.err();
    };
    await expect.poll(errors, { timeout: 15_000, interval: 200 }).toContain('the old one stays');
    expect(await who('pfx')).toBe('renewed');
    expect(gateway.err()).not.toMatch(/p1"|PRIVATE/);
  });
});

describe.skipIf(made === undefined)('a certificate that cannot be used', () => {
  it('stops the start with a finding at its place', async () => {
    const folder = makeFolder({
      'fedpass.yaml': `subgraphs: { who: { url: "https://127.0.0.1:1/", schema: who.graphql } }
certificates:
  partner: { pfx: "\${file:partner.pfx}", password: "\${env.PFX_PASSWORD}" }
`,
      'who.graphql': schema,
    });
    made?.issue('third');
    writeFileSync(join(folder, 'partner.pfx'), made?.pfx('third', 'p3') ?? '');
    const { status, err } = await run(['start', '--port', '0'], { cwd: folder, env: { PFX_PASSWORD: 'canary-wrong' } }).ended();
    rmSync(folder, { recursive: true, force: true });
    expect(status).toBe(2);
    expect(err).toContain('fedpass.yaml:3:3');
    expect(err).toContain('the certificate `partner` cannot be used: the password does not open the PKCS#12 file');
    expect(err).not.toContain('canary');
  });
});
