import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/gateway/platform/clock.ts';
import { bareServices } from '../../src/gateway/services/bare-services.ts';
import { compiled } from '../support/compiled.ts';
import { ask, openGateway, type TestGateway } from './support/gateway.ts';
import { openSubgraph, type TestSubgraph } from './support/subgraph.ts';

let subgraph: TestSubgraph;
let other: { readonly server: Server; readonly host: string; readonly seen: string[]; hold: boolean; release: () => void };

beforeAll(async () => {
  subgraph = await openSubgraph('crm', 'type Query { name: String }', { Query: { name: () => 'backend' } });
  const seen: string[] = [];
  const waiting = new Set<() => void>();
  const server = createServer((request, response) => {
    seen.push(request.url ?? '');
    const answer = (): void => void response.end('{"token":"by-hand"}');
    if (other.hold) waiting.add(answer);
    else answer();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  other = {
    server,
    host: `127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    seen,
    hold: false,
    release: () => {
      for (const answer of waiting) answer();
      waiting.clear();
    },
  };
});
afterAll(async () => {
  await subgraph.close();
  other.server.closeAllConnections();
  other.server.close();
});

async function open(inbound: string, allowed: boolean, shutdownGrace = 5_000): Promise<TestGateway> {
  const text = `<policies><inbound>${inbound}</inbound><backend><forward-request /></backend></policies>`;
  const { handlers, findings } = await compiled({ 'subgraphs/crm': text });
  expect(findings).toEqual([]);
  const handler = handlers.get('subgraphs/crm');
  if (handler === undefined) throw new Error('no handler');
  const [host = '', port] = other.host.split(':');
  return openGateway([subgraph], {
    handlers: { current: () => ({ global: undefined, subgraph: () => handler, resolver: () => undefined, api: () => handler }) },
    egress: allowed ? [{ kind: 'host', host, port: Number(port) }] : [],
    limits: { shutdownGrace },
    services: bareServices(systemClock),
  });
}

const send = (attributes: string): string =>
  `<send-request response-variable-name="answer" ${attributes}><set-url>http://${other.host}/token</set-url></send-request>`;

describe('a request of a policy’s own', () => {
  it('reaches a host that the configuration allows, and its answer is at hand', async () => {
    const header =
      '<set-header name="X-By-Hand"><value>@((string)((IResponse)context.Variables["answer"]).Body.As&lt;JObject&gt;()["token"])</value></set-header>';
    const gateway = await open(`${send('')}${header}`, true);
    expect((await ask(gateway, '{ name }')).data).toEqual({ name: 'backend' });
    expect(subgraph.received.at(-1)?.headers['x-by-hand']).toBe('by-hand');
    await gateway.close();
  });

  it('reaches no other, and the caller is not told which', async () => {
    const before = other.seen.length;
    const gateway = await open(send(''), false);
    const { errors } = await ask(gateway, '{ name }');
    expect(errors[0]?.extensions).toMatchObject({ code: 'POLICY_ERROR', subgraph: 'crm' });
    expect(JSON.stringify(errors)).not.toContain(other.host);
    expect(gateway.logText()).toContain('neither the host of a configured backend nor listed in egress.allow');
    expect(other.seen).toHaveLength(before);
    await gateway.close();
  });
});

describe('a request that nobody waits for', () => {
  const oneWay = (path: string): string => `<send-one-way-request><set-url>http://${other.host}/${path}</set-url></send-one-way-request>`;

  it('goes on while the gateway stops, for as long as the grace', async () => {
    const gateway = await open(oneWay('kept'), true);
    other.hold = true;
    expect((await ask(gateway, '{ name }')).data).toEqual({ name: 'backend' });
    await expect.poll(() => other.seen.at(-1)).toBe('/kept');
    const closing = gateway.close();
    other.release();
    await closing;
    other.hold = false;
    expect(gateway.traces).toEqual([]);
  });

  it('is cancelled after that, and told', async () => {
    const gateway = await open(oneWay('cut'), true, 50);
    other.hold = true;
    await ask(gateway, '{ name }');
    await expect.poll(() => other.seen.at(-1)).toBe('/cut');
    await gateway.close();
    other.hold = false;
    other.release();
    expect(gateway.traces.map(({ message }) => message)).toEqual(['the request failed: the request was cancelled']);
  });
});
