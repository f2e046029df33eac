import { lookup } from 'node:dns/promises';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { Front, type Seat, type TlsIdentity } from '../../../src/gateway/1-accept/front.ts';
import { GatewayStartError } from '../../../src/gateway/start-error.ts';
import { testAuthority } from '../../support/certificates.ts';

/** An app that answers with its name, at once or when it is let go. */
interface Named {
  readonly app: FastifyInstance;
  /** Resolves when a request waits at `/slow`. */
  readonly waiting: Promise<void>;
  release(): void;
}

async function named(name: string): Promise<Named> {
  const app = Fastify();
  let release = (): void => undefined;
  let arrived = (): void => undefined;
  const waiting = new Promise<void>((resolve) => (arrived = resolve));
  const released = new Promise<void>((resolve) => (release = resolve));
  app.get('/', async () => name);
  app.get('/slow', async () => {
    arrived();
    await released;
    return name;
  });
  await app.ready();
  return { app, waiting, release };
}

interface Answered {
  readonly text: string;
  /** The local port of the connection that it came by. */
  readonly by: number | undefined;
}

const ask = (url: string, agent: Agent): Promise<Answered> =>
  new Promise((resolve, reject) => {
    request(url, { agent }, (response) => {
      const by = response.socket.localPort;
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.on('end', () => resolve({ text, by }));
      response.on('error', reject);
    })
      .on('error', reject)
      .end();
  });

const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const seats: Seat[] = [];
afterEach(async () => {
  agent.destroy();
  for (const seat of seats.splice(0)) {
    seat.cut();
    await seat.leave();
  }
});

async function opened(): Promise<{ front: Front; url: string; one: Named; two: Named; first: Seat; second: Seat }> {
  const [one, two] = await Promise.all([named('one'), named('two')]);
  const front = new Front();
  const [first, second] = [front.seat(one.app), front.seat(two.app)];
  seats.push(first, second);
  first.enter();
  const { url } = await front.listen({ host: '127.0.0.1', port: 0 });
  return { front, url, one, two, first, second };
}

describe('a front', () => {
  it('hands each request to the app that has entered last, over the connections that there are', async () => {
    const { url, second } = await opened();
    const before = await ask(url, agent);
    second.enter();
    const after = await ask(url, agent);
    expect([before.text, after.text]).toEqual(['one', 'two']);
    expect(after.by).toBe(before.by);
  });

  it('lets what is under way end where it began, and the app before it leaves after that alone', async () => {
    const { url, one, first, second } = await opened();
    const slow = ask(`${url}/slow`, new Agent());
    await one.waiting;
    second.enter();
    let hasLeft = false;
    const leaving = first.leave().then(() => {
      hasLeft = true;
    });
    expect((await ask(url, agent)).text).toBe('two');
    expect(hasLeft).toBe(false);
    one.release();
    expect((await slow).text).toBe('one');
    await leaving;
    expect((await ask(url, agent)).text).toBe('two');
  });

  it('cuts what an app before it has under way, and nothing else', async () => {
    const { url, one, two, first, second } = await opened();
    const old = ask(`${url}/slow`, new Agent());
    await one.waiting;
    second.enter();
    const young = ask(`${url}/slow`, new Agent());
    await two.waiting;
    first.cut();
    await expect(old).rejects.toThrow();
    await first.leave();
    two.release();
    expect((await young).text).toBe('two');
  });

  it('closes the port when the app leaves that answers', async () => {
    const { url, first, second } = await opened();
    second.enter();
    await first.leave();
    await ask(url, agent);
    await second.leave();
    await expect(ask(url, new Agent())).rejects.toThrow('ECONNREFUSED');
  });

  it('answers what is no HTTP as Fastify does', async () => {
    const { url } = await opened();
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.end('nonsense\r\n\r\n');
    const parts: Buffer[] = [];
    for await (const part of socket) parts.push(part as Buffer);
    expect(Buffer.concat(parts).toString()).toMatch(/^HTTP\/1\.1 400 Bad Request/);
  });

  it('shows what the app that answers shows, and speaks no older TLS than it says', async () => {
    const authority = testAuthority();
    const identityOf = (name: string, minVersion: TlsIdentity['minVersion']): TlsIdentity => {
      const { certificate, key } = authority.issue(name);
      return { cert: certificate, key, minVersion };
    };
    const [one, two] = await Promise.all([named('one'), named('two')]);
    const [old, young] = [identityOf('one', 'TLSv1.2'), identityOf('two', 'TLSv1.3')];
    const front = new Front({ identity: old, asksClients: false });
    const [first, second] = [front.seat(one.app, () => old), front.seat(two.app, () => young)];
    seats.push(first, second);
    first.enter();
    const { port, url } = await front.listen({ host: '127.0.0.1', port: 0 });
    expect(url).toBe(`https://127.0.0.1:${port}`);
    const shown = (maxVersion: TlsIdentity['minVersion']): Promise<string> =>
      new Promise((resolve) => {
        const socket = connectTls({ host: '127.0.0.1', port, ca: authority.certificate, maxVersion }, () => {
          resolve(String(socket.getPeerCertificate().subject.CN));
          socket.end();
        }).on('error', () => resolve('nothing'));
      });
    expect([await shown('TLSv1.2'), await shown('TLSv1.3')]).toEqual(['one', 'one']);
    second.enter();
    expect([await shown('TLSv1.3'), await shown('TLSv1.2')]).toEqual(['two', 'nothing']);
  });

  it('answers at both addresses of localhost, as far as they are there', async () => {
    const { app } = await named('here');
    const front = new Front();
    const seat = front.seat(app);
    seats.push(seat);
    seat.enter();
    const { port, url } = await front.listen({ host: 'localhost', port: 0 });
    expect(url).toBe(`http://localhost:${port}`);
    for (const { address, family } of await lookup('localhost', { all: true }))
      expect((await ask(`http://${family === 6 ? `[${address}]` : address}:${port}/`, new Agent())).text).toBe('here');
  });

  it('says why a port cannot be had', async () => {
    const { url } = await opened();
    const { app } = await named('three');
    const front = new Front();
    front.seat(app).enter();
    const failed = await front.listen({ host: '127.0.0.1', port: Number(new URL(url).port) }).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(GatewayStartError);
    expect(failed).toMatchObject({ kind: 'port-in-use', cause: { code: 'EADDRINUSE' } });
  });
});
