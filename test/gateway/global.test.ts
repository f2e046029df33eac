import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Body } from '../../src/runtime/context/body.ts';
import { HeaderMap } from '../../src/runtime/context/headers.ts';
import { Response } from '../../src/runtime/context/message.ts';
import type { Exchange } from '../../src/runtime/exchange.ts';
import { PolicyFailure } from '../../src/runtime/failure.ts';
import { end, type HandlerModule, next } from '../../src/runtime/handler.ts';
import { ask, handler, handlers, openGateway, type TestGateway } from './support/gateway.ts';
import { openBooks, openPeople, type TestSubgraph } from './support/subgraph.ts';

let people: TestSubgraph;
let books: TestSubgraph;
let gateway: TestGateway | undefined;

beforeAll(async () => {
  [people, books] = await Promise.all([openPeople(), openBooks()]);
});
afterAll(() => Promise.all([people.close(), books.close()]));
afterEach(async () => {
  await gateway?.close();
  books.received.length = 0;
});

const withGlobal = async (global: HandlerModule, others: Readonly<Record<string, HandlerModule>> = {}): Promise<TestGateway> => {
  gateway = await openGateway([people, books], { handlers: handlers({ global, ...others }) });
  return gateway;
};
const query = '{ newest { title } }';
const failing = (): never => {
  throw new PolicyFailure('check-header', 'HeaderNotFound', 401, 'the header is missing');
};

describe('global.xml', () => {
  it('sees the client’s request', async () => {
    let seen: unknown;
    const at = await withGlobal(
      handler({
        inbound: (x) => {
          const { method, url, headers, body, ipAddress, originalUrl } = x.context.request;
          seen = [
            x.scope,
            method,
            url.path,
            url.toString() === originalUrl.toString(),
            headers.visible.get('X-Team'),
            body?.content,
            ipAddress,
            x.context.api?.id,
          ];
          return next;
        },
      }),
    );
    const answer = await ask(at, query, { headers: { 'x-team': 'blue' } });
    expect(answer.data).toEqual({ newest: { title: 'Compilers' } });
    const text = JSON.stringify({ query });
    expect(seen).toEqual(['global', 'POST', '/graphql', true, ['blue'], { kind: 'text', text }, '127.0.0.1', 'graphql']);
  });

  it('may answer by itself', async () => {
    const at = await withGlobal(
      handler({
        inbound: (x) => {
          x.context.response = new Response(
            429,
            'Slow down',
            HeaderMap.from([
              ['Retry-After', '7'],
              ['Content-Type', 'text/plain'],
              ['Set-Cookie', 'a=1'],
              ['Set-Cookie', 'b=2'],
              ['X-Bad', 'a\r\nX-Worse: b'],
              ['Content-Length', '999'],
            ]),
            Body.text('come back'),
          );
          return end;
        },
      }),
    );
    const response = await fetch(`${at.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
    expect(response.status).toBe(429);
    expect(response.statusText).toBe('Slow down');
    expect(await response.text()).toBe('come back');
    expect(response.headers.get('retry-after')).toBe('7');
    expect(response.headers.get('content-type')).toBe('text/plain');
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(response.headers.has('x-bad')).toBe(false);
    expect(response.headers.has('x-worse')).toBe(false);
    expect(books.received).toEqual([]);
  });

  it('answers an error with the default response, or what on-error makes of it', async () => {
    const bare = await ask(await withGlobal(handler({ inbound: failing })), query);
    expect(bare.status).toBe(401);
    expect(JSON.parse(bare.text)).toEqual({ statusCode: 401, message: 'the header is missing' });
    await gateway?.close();

    const handled = await ask(
      await withGlobal(
        handler({
          inbound: failing,
          onError: (x) => {
            x.ensureResponse().headers.set('X-Reason', [x.context.lastError?.reason ?? '']);
            x.setBody(Body.text(`{"because":"${x.context.lastError?.scope}"}`));
            return next;
          },
        }),
      ),
      query,
    );
    expect(handled.status).toBe(401);
    expect(handled.headers.get('x-reason')).toBe('HeaderNotFound');
    expect(JSON.parse(handled.text)).toEqual({ because: 'global' });
  });

  it('may change the operation and the answer', async () => {
    const at = await withGlobal(
      handler({
        inbound: (x) => {
          x.setBody(Body.text(JSON.stringify({ query: '{ newest { name: title } }' })));
          return next;
        },
        outbound: (x) => {
          const content = x.context.response?.body?.content;
          x.headers.set('X-Was', [content?.kind === 'text' ? content.text : '']);
          x.ensureResponse().statusCode = 202;
          return next;
        },
      }),
    );
    const answer = await ask(at, query);
    expect(answer.status).toBe(202);
    expect(answer.data).toEqual({ newest: { name: 'Compilers' } });
    expect(answer.headers.get('x-was')).toContain('Compilers');
  });

  it('executes nothing when its backend section does not forward', async () => {
    const answer = await ask(await withGlobal(handler({ backend: () => next })), query);
    expect(answer.status).toBe(200);
    expect(answer.text).toBe('');
    expect(books.received).toEqual([]);
  });

  it('runs on GET too', async () => {
    const at = await withGlobal(
      handler({
        outbound: (x) => {
          x.headers.set('X-Method', [x.context.request.method]);
          return next;
        },
      }),
    );
    const response = await fetch(`${at.url}/graphql?query=${encodeURIComponent(query)}`, { headers: { 'apollo-require-preflight': '1' } });
    expect(await response.json()).toEqual({ data: { newest: { title: 'Compilers' } } });
    expect(response.headers.get('x-method')).toBe('GET');
  });
});

describe('variables', () => {
  it('of the global scope are seen in calls, and what a call writes stays there', async () => {
    const seen: unknown[] = [];
    const look = (x: Exchange) => {
      seen.push(x.context.variables.get('shared'), x.context.variables.get('own'));
      x.context.variables.set('shared', 'changed');
      x.context.variables.set('own', 'here');
      return next;
    };
    const at = await withGlobal(
      handler({
        inbound: (x) => {
          x.context.variables.set('shared', 'global');
          return next;
        },
        outbound: (x) => {
          seen.push(x.context.variables.get('shared'), x.context.variables.get('own'));
          return next;
        },
      }),
      { people: handler({ inbound: look }), books: handler({ inbound: look }) },
    );
    await ask(at, '{ me { books { title } } }');
    expect(seen).toEqual(['global', undefined, 'global', undefined, 'global', undefined]);
  });
});

describe('a subgraph document', () => {
  it('sees the call, the client and the operation', async () => {
    let seen: unknown;
    gateway = await openGateway([books], {
      handlers: handlers({
        books: handler({
          inbound: (x) => {
            const { request, api, operation, deployment, requestId } = x.context;
            const content = request.body?.content;
            seen = {
              scope: x.scope,
              method: request.method,
              url: request.url.toString(),
              original: request.originalUrl.path,
              body: content?.kind === 'json' ? content.value : content,
              ip: request.ipAddress,
              api: api?.name,
              service: api?.serviceUrl.toString(),
              operation,
              gateway: deployment.gatewayId,
              requestId,
            };
            return next;
          },
        }),
      }),
    });
    const answer = await ask(gateway, 'query Newest { newest { title } }');
    expect(seen).toMatchObject({
      scope: 'subgraph',
      method: 'POST',
      url: books.url,
      original: '/graphql',
      body: { query: expect.stringContaining('newest'), variables: {} },
      ip: '127.0.0.1',
      api: 'books',
      service: books.url,
      operation: { id: 'Newest', method: 'POST', name: 'Newest', urlTemplate: '/graphql' },
      gateway: 'fedpass',
      requestId: answer.headers.get('x-request-id'),
    });
  });

  it('may send something else', async () => {
    gateway = await openGateway([books], {
      handlers: handlers({
        books: handler({
          inbound: (x) => {
            x.context.request.url.query.set('tenant', ['a b']);
            x.setBody(Body.text('{"query":"{ newest { title } }"}'));
            return next;
          },
        }),
      }),
    });
    await ask(gateway, query);
    expect(books.received[0]).toMatchObject({ url: '/graphql?tenant=a%20b', body: '{"query":"{ newest { title } }"}' });
  });
});
