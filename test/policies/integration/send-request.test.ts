import { describe, expect, it } from 'vitest';
import { openBackground } from '../../../src/gateway/services/background.ts';
import { Response } from '../../../src/runtime/context/message.ts';
import type { ClientCertificate } from '../../../src/runtime/ports/certificates.ts';
import { Secret } from '../../../src/runtime/ports/credential-source.ts';
import { decodeUtf8 } from '../../../src/runtime/utf8.ts';
import type { Given } from '../../support/exchange.ts';
import { found, ran } from '../support/run.ts';

const url = '<set-url>https://other.example/path?q=1</set-url>';
const send = (attributes: string, children = url): string =>
  `<send-request response-variable-name="answer" ${attributes}>${children}</send-request>`;
const ok: Given = { answers: [{ status: 200, headers: { 'X-Answer': 'yes' }, body: 'body' }] };
const auth = '<get-authorization-context provider-id="crm" authorization-id="default" context-variable-name="auth" />';
const token = '@(((Authorization)context.Variables["auth"]).AccessToken)';
const withToken: Given = { ...ok, tokens: { 'crm/default': 'token-of-crm' } };

describe('the request', () => {
  it.each<[what: string, children: string, given: Given, sent: object]>([
    [
      'is a GET without more',
      url,
      {},
      { method: 'GET', url: 'https://other.example/path?q=1', headers: [], body: null, timeoutMs: 60_000 },
    ],
    ['has a method', `${url}<set-method>put</set-method>`, {}, { method: 'put' }],
    ['has a computed URL', '<set-url>@("https://" + "other.example")</set-url>', {}, { url: 'https://other.example/' }],
    ['has a body', `${url}<set-method>POST</set-method><set-body>@("a" + 1)</set-body>`, {}, { body: 'a1' }],
    [
      'has headers, joined as set-header joins them',
      `${url}<set-header name="X"><value>a</value><value>b</value></set-header><set-header name="X" exists-action="append"><value>c</value></set-header>`,
      {},
      { headers: [['X', 'a,b,c']] },
    ],
    [
      'has nothing of the client and of the exchange',
      url,
      { headers: { Cookie: 'c', 'X-Client': '1' }, forwardHeaders: ['X-Client'], body: 'b' },
      { headers: [], body: null },
    ],
    ['goes through a proxy', `${url}<proxy url="http://proxy.example:8080" />`, {}, { proxy: { url: 'http://proxy.example:8080' } }],
  ])('%s', async (_what, children, given, sent) => {
    const { requests, outcome } = await ran(send('', children), { ...ok, ...given });
    expect(outcome.kind).toBe('completed');
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject(sent);
  });

  it.each([
    ['timeout="5"', 5_000],
    ['timeout="@(2 + 3)"', 5_000],
    ['timeout="5" timeout-ms="250"', 250],
    ['timeout="0"', 60_000],
    ['timeout="2147483647"', 2_147_483_647],
  ])('waits with %s', async (attributes, timeoutMs) => {
    const { requests } = await ran(send(attributes), ok);
    expect(requests[0]?.timeoutMs).toBe(timeoutMs);
  });

  it('shows a certificate of the configuration', async () => {
    const certificate = { chain: 'chain', key: new Secret('key') } as ClientCertificate;
    const certificates = { byId: (id: string) => (id === 'partner' ? certificate : undefined) } as never;
    const { requests } = await ran(send('', `${url}<authentication-certificate certificate-id="partner" />`), {
      ...ok,
      services: { certificates },
    });
    expect(requests[0]?.certificate).toBe(certificate);
  });

  it('does not take the exchange’s own proxy and certificate along', async () => {
    const { requests } = await ran(`<proxy url="http://proxy.example:8080" />${send('')}`, ok);
    expect(requests[0]).not.toHaveProperty('proxy');
  });
});

describe('a copy', () => {
  const copied = send('mode="copy"', url);
  const here = send('mode="copy"', '');

  it('without <set-url> goes where the exchange goes, with its method, headers and body', async () => {
    const given: Given = { ...ok, headers: { 'X-Client': '1', 'X-Stays': '2' }, forwardHeaders: ['X-Client'], body: '{"query":"{a}"}' };
    const { requests } = await ran(here, given);
    expect(requests[0]).toMatchObject({
      method: 'POST',
      url: 'https://crm.example/graphql',
      headers: [['X-Client', '1']],
      body: '{"query":"{a}"}',
    });
  });

  it('keeps the token of the exchange on the way to the same origin', async () => {
    const { requests } = await ran(`${auth}<set-header name="Authorization"><value>${token}</value></set-header>${here}`, withToken);
    expect(requests[0]?.headers).toEqual([['Authorization', 'token-of-crm']]);
  });

  it.each([
    ['a token', `${auth}<set-header name="X-Key"><value>${token}</value></set-header>`],
    ['Authorization', '<set-header name="authorization"><value>Basic abc</value></set-header>'],
    ['Cookie', '<set-header name="Cookie"><value>c=1</value></set-header>'],
    ['Host', '<set-header name="Host"><value>crm.example</value></set-header>'],
  ])('leaves %s behind when it goes to another host', async (_what, before) => {
    const { requests } = await ran(`${before}<set-header name="X"><value>1</value></set-header>${copied}`, withToken);
    expect(requests[0]?.headers).toEqual([['X', '1']]);
  });

  it('has no body in outbound', async () => {
    const { requests } = await ran(here, { ...ok, section: 'outbound', body: 'b', response: { status: 200 } });
    expect(requests[0]?.body).toBeNull();
  });

  it('fails when the body was used up', async () => {
    const { error } = await ran(`<set-variable name="b" value="@(context.Request.Body.As<string>())" />${here}`, { ...ok, body: 'b' });
    expect(error).toContain('nothing is left to copy');
  });
});

describe('a token', () => {
  it('may stand in a header', async () => {
    const { requests } = await ran(
      `${auth}${send('', `${url}<set-header name="Authorization"><value>@("Bearer " + ${token.slice(2, -1)})</value></set-header>`)}`,
      withToken,
    );
    expect(requests[0]?.headers).toEqual([['Authorization', 'Bearer token-of-crm']]);
  });

  it.each([
    ['URL', `<set-url>@("https://other.example/?t=" + ${token.slice(2, -1)})</set-url>`],
    ['body', `${url}<set-body>@("t=" + ${token.slice(2, -1)})</set-body>`],
  ])('may not stand in the %s', async (what, children) => {
    const { requests, error, traces } = await ran(`${auth}${send('', children)}`, withToken);
    expect(error).toContain(`the ${what} of the request holds an access token`);
    expect(requests).toHaveLength(0);
    expect(JSON.stringify([error, traces])).not.toContain('token-of-crm');
  });
});

describe('the answer', () => {
  it('is a response with status, reason, headers and body', async () => {
    const { x } = await ran(send(''), ok);
    const answer = x.context.variables.get('answer');
    if (!(answer instanceof Response)) throw new Error('no response');
    expect(answer.statusCode).toBe(200);
    expect(answer.headers.get('x-answer')).toEqual(['yes']);
    const content = answer.body?.content;
    expect(content?.kind === 'bytes' ? decodeUtf8(content.bytes) : undefined).toBe('body');
  });

  it('can be read by expressions and returned', async () => {
    const read = '<return-response response-variable-name="answer"><set-status code="203" /></return-response>';
    const { x, outcome } = await ran(`${send('')}${read}`, ok);
    expect(outcome.kind).toBe('returned');
    expect(x.context.response?.statusCode).toBe(203);
  });

  it.each([400, 503])('with status %s is a failure when that is asked for', async (status) => {
    const { error, x } = await ran(send('fail-on-error-status-code="true"'), { answers: [{ status }] });
    expect(error).toBe(`the request was answered with status ${status}`);
    expect(x.context.lastError).toMatchObject({ source: 'send-request' });
  });
});

describe('a failure', () => {
  it('runs on-error with source and reason', async () => {
    const { outcome, x } = await ran(send(''));
    expect(outcome.kind).toBe('failed');
    expect(x.context.lastError).toMatchObject({ source: 'send-request', reason: 'BackendConnectionFailure', section: 'inbound' });
    expect(x.context.response?.statusCode).toBe(500);
  });

  it.each([
    ['no connection', send('ignore-error="true"')],
    ['no URL', send('ignore-error="true"', '<set-url>@("nowhere")</set-url>')],
    ['no certificate', send('ignore-error="true"', `${url}<authentication-certificate certificate-id="gone" />`)],
    ['an error status', send('ignore-error="true" fail-on-error-status-code="true"')],
  ])('gives null when it is ignored, and a trace: %s', async (what, xml) => {
    const { outcome, x, traces } = await ran(xml, what === 'an error status' ? { answers: [{ status: 500 }] } : {});
    expect(outcome.kind).toBe('completed');
    expect(x.context.variables.has('answer')).toBe(true);
    expect(x.context.variables.get('answer')).toBeNull();
    expect(traces.map(({ source, severity }) => [source, severity])).toEqual([['send-request', 'error']]);
  });

  it.each([
    ['<set-url>@("nowhere")</set-url>', 'the URL of the request is no absolute http or https URL'],
    ['<set-url>@("ftp://a.example/")</set-url>', 'the URL of the request is no absolute http or https URL'],
    [`${url}<set-method>@("G T")</set-method>`, 'the method of the request is not one'],
    [
      `${url}<set-header name="X"><value>@("a\\nb")</value></set-header>`,
      'the value for the header X holds a character that headers cannot',
    ],
    [`${url}<proxy url="@("socks://p")" />`, 'the url of the proxy must be http:// or https:// with a host and nothing behind it'],
  ])('of what was computed is told: %s', async (children, text) => {
    const { error, requests } = await ran(send('', children), ok);
    expect(error).toBe(text);
    expect(requests).toHaveLength(0);
  });
});

describe('the identity of the machine', () => {
  const identity = (attributes: string): string =>
    `${url}<authentication-managed-identity resource="https://vault.example" ${attributes}/>`;
  const asked: unknown[] = [];
  const managedIdentity = {
    token: async (resource: string, clientId: string | undefined) => {
      asked.push([resource, clientId]);
      return { accessToken: new Secret('machine-token'), claims: {}, expiresAt: 0, generation: 1 };
    },
    drop: () => undefined,
  };

  it.each([
    ['', [['Authorization', 'Bearer machine-token']], undefined],
    ['client-id="one"', [['Authorization', 'Bearer machine-token']], undefined],
    ['output-token-variable-name="t"', [], 'machine-token'],
  ])('gives a token: %s', async (attributes, headers, variable) => {
    const { requests, x } = await ran(send('', identity(attributes)), { ...ok, services: { managedIdentity } });
    expect(requests[0]?.headers).toEqual(headers);
    expect(x.context.variables.get('t')).toBe(variable);
    expect(asked.at(-1)).toEqual(['https://vault.example', attributes.startsWith('client-id') ? 'one' : undefined]);
  });

  it('that is not there is a failure, or none when that is asked for', async () => {
    const { error } = await ran(send('', identity('')), ok);
    expect(error).toBe('no managed identity is configured');
    const { requests } = await ran(send('', identity('ignore-error="true"')), ok);
    expect(requests[0]?.headers).toEqual([]);
  });
});

describe('documents', () => {
  it.each([
    [`<send-request>${url}</send-request>`, ['attribute/missing send-request']],
    [send('', ''), ['send-request/url-missing send-request']],
    [send('mode="new"', ''), ['send-request/url-missing send-request']],
    [send('mode="other"'), ['value/type other']],
    [send('mode="@(&quot;new&quot;)"', ''), []],
    [send('', '<set-url>relative</set-url>'), ['value/type relative']],
    [send('', `<set-header name="X"><value>1</value></set-header>${url}`), ['send-request/order set-url']],
    [send('', `${url}${url}`), ['element/repeated set-url']],
    [send('ignore-error="@(true)"'), ['attribute/expression @(true)']],
    [send('', `${url}<set-header name="Content-Length"><value>1</value></set-header>`), ['set-header/protected Content-Length']],
    [send('', `${url}<authentication-token />`), ['unsupported/send-request-token authentication-token']],
    [send('', `${url}<rewrite-uri template="/" />`), ['element/unknown rewrite-uri']],
    ['<set-url>https://a.example</set-url>', ['policy/misplaced set-url']],
  ])('%s', async (xml, wanted) => {
    expect(await found(xml)).toEqual(wanted);
  });
});

describe('send-one-way-request', () => {
  const oneWay = (children = url): string => `<send-one-way-request timeout="7">${children}</send-one-way-request>`;

  it('goes out and is not waited for', async () => {
    const background = openBackground();
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { outcome, requests } = await ran(oneWay(), {
      ...ok,
      services: {
        background: {
          ...background,
          run: (work) =>
            background.run(async (signal) => {
              await held;
              await work(signal);
            }),
        },
      },
    });
    expect(outcome.kind).toBe('completed');
    expect(requests).toHaveLength(0);
    release();
    await background.drain(5_000);
    expect(requests[0]).toMatchObject({ url: 'https://other.example/path?q=1', timeoutMs: 7_000 });
  });

  it.each([
    ['cannot be sent', openBackground(), 'the request failed: the connection was refused'],
    ['is one too many', { run: () => false, drain: async () => undefined }, 'the request was dropped: too many are under way'],
  ])('is traced when it %s, and changes nothing', async (_what, background, text) => {
    const { outcome, traces } = await ran(oneWay(), { services: { background } });
    await background.drain(5_000);
    expect(outcome.kind).toBe('completed');
    expect(traces.map(({ message }) => message)).toEqual([text]);
  });

  it('fails at once when it is no request', async () => {
    expect((await ran(oneWay('<set-url>@("nowhere")</set-url>'))).error).toContain('no absolute http or https URL');
  });
});
