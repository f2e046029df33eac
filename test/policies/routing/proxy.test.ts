import { describe, expect, it } from 'vitest';
import { found, ran } from '../support/run.ts';

describe('proxy', () => {
  it.each([
    ['url="http://proxy.example:8080"', { url: 'http://proxy.example:8080', username: undefined, password: undefined }],
    ['url="https://proxy.example/" username=""', { url: 'https://proxy.example/', username: undefined, password: undefined }],
    [
      'url="@(&quot;http://proxy.example&quot;)" username="me" password="@(&quot;pass&quot;)"',
      { url: 'http://proxy.example', username: 'me' },
    ],
  ])('%s', async (attributes, proxy) => {
    const { x, forwarded } = await ran(`<proxy ${attributes} />`);
    expect(x.transport.proxy).toMatchObject(proxy);
    expect(x.transport.proxy?.password?.reveal()).toBe(attributes.includes('password') ? 'pass' : undefined);
    expect(forwarded()).toBe(1);
  });

  it.each(['', 'proxy.example', 'ftp://proxy.example', 'http://proxy.example/path', 'http://me:pass@proxy.example'])(
    'fails and calls nobody with the url %s',
    async (url) => {
      const { x, error, forwarded } = await ran(`<proxy url="@(&quot;${url}&quot;)" />`);
      expect(error).toContain('the url of the proxy must be http:// or https://');
      expect(error).not.toContain('pass@');
      expect(x.context.lastError?.source).toBe('proxy');
      expect(forwarded()).toBe(0);
    },
  );

  it.each([
    ['<proxy />', ['attribute/missing proxy']],
    ['<proxy url="proxy:8080" />', ['value/type proxy:8080']],
  ])('is checked: %s', async (xml, wanted) => {
    expect(await found(xml)).toEqual(wanted);
  });
});
