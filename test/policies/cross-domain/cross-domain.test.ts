import { describe, expect, it } from 'vitest';
import { findings, run } from '../support/running.ts';

const file = (inside: string): string => `<cross-domain><cross-domain-policy>${inside}</cross-domain-policy></cross-domain>`;
const all = file(
  '<site-control permitted-cross-domain-policies="master-only" /><allow-access-from domain="a.example" secure="false" /><allow-access-from domain="*" /><allow-http-request-headers-from domain="*.example" headers="X-A,X-B" />',
);

describe('cross-domain', () => {
  it('serves the file', async () => {
    const { x, outcome, forwarded } = await run(all, { method: 'GET', url: 'https://files.example/api/crossdomain.xml?x=1' });
    expect([outcome.kind, forwarded()]).toEqual(['returned', 0]);
    expect(x.context.response?.headers.get('Content-Type')).toEqual(['text/x-cross-domain-policy']);
    expect(x.context.response?.body?.content).toEqual({
      kind: 'text',
      text: '<?xml version="1.0"?><cross-domain-policy><site-control permitted-cross-domain-policies="master-only" /><allow-access-from domain="a.example" secure="false" /><allow-access-from domain="*" secure="true" /><allow-http-request-headers-from domain="*.example" headers="X-A,X-B" secure="true" /></cross-domain-policy>',
    });
  });

  it.each([
    ['another path', 'GET', 'https://files.example/crossdomain.xml/x'],
    ['another method', 'POST', 'https://files.example/crossdomain.xml'],
  ])('lets pass: %s', async (_what, method, url) => {
    expect((await run(all, { method, url })).outcome.kind).toBe('completed');
  });

  it('escapes what it is told', async () => {
    const { x } = await run(file('<allow-access-from domain="a&amp;&lt;&quot;" />'), {
      method: 'GET',
      url: 'https://files.example/crossdomain.xml',
    });
    expect(x.context.response?.body?.content).toMatchObject({ text: expect.stringContaining('domain="a&amp;&lt;&quot;"') });
  });

  it('serves an empty file where nothing stands inside', async () => {
    const { x } = await run('<cross-domain />', { method: 'GET', url: 'https://files.example/crossdomain.xml' });
    expect(x.context.response?.body?.content).toMatchObject({ text: '<?xml version="1.0"?><cross-domain-policy></cross-domain-policy>' });
  });

  it.each([
    [file('<site-control />'), ['error attribute/missing "site-control"']],
    [file('<site-control permitted-cross-domain-policies="some" />'), ['error value/type "some"']],
    [
      file('<allow-access-from domain="@(context.RequestId.ToString())" />'),
      ['error attribute/expression "@(context.RequestId.ToString())"'],
    ],
    [
      file('<allow-access-from domain="*" /><site-control permitted-cross-domain-policies="all" />'),
      ['error element/order "site-control"'],
    ],
    [file('<allow-http-request-headers-from domain="*" />'), ['error attribute/missing "allow-http-request-headers-from"']],
    [file('<allow-everything />'), ['error element/unknown "allow-everything"']],
  ])('finds what is wrong in %s', async (xml, expected) => {
    expect(await findings(xml)).toEqual(expected);
  });
});
