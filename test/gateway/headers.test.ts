import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { next } from '../../src/runtime/handler.ts';
import { ask, handler, handlers, openGateway, type TestGateway } from './support/gateway.ts';
import { openPeople, type TestSubgraph } from './support/subgraph.ts';

let people: TestSubgraph;
let gateway: TestGateway | undefined;

beforeAll(async () => {
  people = await openPeople();
});
afterAll(() => people.close());
afterEach(async () => {
  await gateway?.close();
  people.received.length = 0;
});

const client = { authorization: 'Bearer client', cookie: 'session=1', 'x-team': 'blue', 'x-other': 'red', 'accept-language': 'de' };

/** What the subgraph was sent when the client sent `client`. */
async function received(settings: Parameters<typeof openGateway>[1]): Promise<Readonly<Record<string, unknown>>> {
  gateway = await openGateway([people], settings);
  const answer = await ask(gateway, '{ me { id } }', { headers: client });
  expect(answer.errors).toEqual([]);
  return people.received.at(-1)?.headers ?? {};
}

describe('what a subgraph is sent of the client', () => {
  it('is nothing by default', async () => {
    const headers = await received({});
    expect(Object.keys(headers).sort()).toEqual(['accept', 'connection', 'content-length', 'content-type', 'host']);
    expect(headers).toMatchObject({ accept: 'application/json', 'content-type': 'application/json', host: new URL(people.url).host });
  });

  it('is what forwardHeaders names', async () => {
    const headers = await received({ forwardHeaders: { people: ['x-team', 'Authorization'] } });
    expect(headers).toMatchObject({ 'x-team': 'blue', authorization: 'Bearer client' });
    expect(headers).not.toHaveProperty('cookie');
    expect(headers).not.toHaveProperty('x-other');
  });

  it('is everything but credentials with `all`', async () => {
    const headers = await received({ forwardHeaders: { people: ['all'] } });
    expect(headers).toMatchObject({ 'x-team': 'blue', 'x-other': 'red', 'accept-language': 'de', accept: 'application/json' });
    expect(headers).not.toHaveProperty('authorization');
    expect(headers).not.toHaveProperty('cookie');
  });

  it('has Cookie beside `all` only when named', async () => {
    expect(await received({ forwardHeaders: { people: ['all', 'cookie'] } })).toMatchObject({ cookie: 'session=1', 'x-team': 'blue' });
  });

  it('is what a policy writes, and a policy reads the client’s', async () => {
    const headers = await received({
      handlers: handlers({
        people: handler({
          inbound: (x) => {
            x.headers.set('X-Seen', x.context.request.headers.visible.get('x-team') ?? []);
            x.headers.set('Content-Type', ['application/json; charset=utf-8']);
            return next;
          },
        }),
      }),
    });
    expect(headers).toMatchObject({ 'x-seen': 'blue', 'content-type': 'application/json; charset=utf-8' });
    expect(headers).not.toHaveProperty('x-team');
  });

  it('lets a policy take a forwarded header away', async () => {
    const headers = await received({
      forwardHeaders: { people: ['x-team'] },
      handlers: handlers({
        people: handler({
          inbound: (x) => {
            x.headers.delete('X-Team');
            return next;
          },
        }),
      }),
    });
    expect(headers).not.toHaveProperty('x-team');
  });

  it('follows what global.xml made of a header, and leaves what global.xml added behind', async () => {
    const headers = await received({
      forwardHeaders: { people: ['x-team', 'x-other', 'x-added'] },
      handlers: handlers({
        global: handler({
          inbound: (x) => {
            x.headers.set('X-Team', ['green']);
            x.headers.delete('X-Other');
            x.headers.set('X-Added', ['by global']);
            return next;
          },
        }),
        people: handler({
          inbound: (x) => {
            x.headers.set('X-Seen', x.context.request.headers.visible.get('x-added') ?? ['nothing']);
            return next;
          },
        }),
      }),
    });
    expect(headers).toMatchObject({ 'x-team': 'green', 'x-seen': 'by global' });
    expect(headers).not.toHaveProperty('x-other');
    expect(headers).not.toHaveProperty('x-added');
  });
});

describe('a header that a policy computed', () => {
  it.each([
    ['a line break in the value', 'X-Team', 'blue\r\nX-Admin: true', 'the value of header `X-Team` holds'],
    ['a line break in the name', 'X-Team\r\nX-Admin', 'true', 'a header name holds'],
    ['a character beyond Latin-1', 'X-Team', 'blue ☃', 'the value of header `X-Team` holds'],
  ])('with %s is refused without being quoted', async (_what, name, value, said) => {
    gateway = await openGateway([people], {
      handlers: handlers({
        people: handler({
          inbound: (x) => {
            x.headers.set(name, [value]);
            return next;
          },
        }),
      }),
    });
    const answer = await ask(gateway, '{ me { id } }');
    expect(answer.errors).toMatchObject([{ extensions: { code: 'POLICY_ERROR', subgraph: 'people' } }]);
    expect(people.received).toEqual([]);
    // By us, before the HTTP client looks at it: its words are not for policy authors.
    expect(gateway.logText()).toContain(said);
    expect(answer.text + gateway.logText()).not.toContain('Admin');
    expect(answer.text + gateway.logText()).not.toContain('blue');
  });

  it('of the connection itself is not sent', async () => {
    const headers = await received({
      handlers: handlers({
        people: handler({
          inbound: (x) => {
            x.headers.set('Transfer-Encoding', ['chunked']);
            x.headers.set('Content-Length', ['3']);
            x.headers.set('Connection', ['close']);
            return next;
          },
        }),
      }),
    });
    expect(headers).not.toHaveProperty('transfer-encoding');
    expect(headers).toMatchObject({ connection: 'keep-alive', 'content-length': String(people.received[0]?.body.length) });
  });
});
