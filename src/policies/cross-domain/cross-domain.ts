import { Body } from '../../runtime/context/body.ts';
import { HeaderMap } from '../../runtime/context/headers.ts';
import { Response } from '../../runtime/context/message.ts';
import type { Exchange } from '../../runtime/exchange.ts';
import { end, type Flow, next } from '../../runtime/handler.ts';
import { type Args, bool, definePolicy, idAttribute, many, one, text, word } from '../define.ts';

const secure = bool({ fallback: true, expression: false, docs: 'Whether only documents that came over https may.' });

const policy = definePolicy({
  name: 'cross-domain',
  summary: 'Serves the cross-domain policy file of Adobe Flash and Microsoft Silverlight.',
  docs: 'Answers `GET …/crossdomain.xml` with the file that stands inside. No browser asks for it any more: Flash and Silverlight are gone since 2021, and `cors` is what today’s clients need. The GraphQL endpoint has no such path, so it has an effect only where a document runs around a proxied HTTP API.',
  sections: ['inbound'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'gate',
  effect: 'sync',
  element: {
    attributes: { id: idAttribute },
    children: {
      'cross-domain-policy': one(
        {
          order: 'sequence',
          children: {
            'site-control': one(
              {
                attributes: {
                  'permitted-cross-domain-policies': word(['all', 'by-content-type', 'master-only', 'none'])({
                    required: true,
                    expression: false,
                    docs: 'Which other policy files of the host count.',
                  }),
                },
              },
              'What other policy files may say.',
            ),
            'allow-access-from': many(
              {
                attributes: {
                  domain: text({ required: true, expression: false, docs: 'A domain, `*` for any part.' }),
                  secure,
                },
              },
              'A domain whose documents may read answers.',
            ),
            'allow-http-request-headers-from': many(
              {
                attributes: {
                  domain: text({ required: true, expression: false, docs: 'A domain, `*` for any part.' }),
                  headers: text({ required: true, expression: false, docs: 'Names of headers, joined by commas.' }),
                  secure,
                },
              },
              'A domain whose documents may send headers.',
            ),
          },
        },
        'The file’s root.',
      ),
    },
  },
  examples: [
    {
      title: 'The policy file of an API',
      xml: '<cross-domain><cross-domain-policy><allow-access-from domain="*.example.com" /></cross-domain-policy></cross-domain>',
      given: { method: 'GET', url: 'https://files.example/crossdomain.xml' },
      expect: {
        outcome: 'returned',
        response: {
          status: 200,
          headers: { 'Content-Type': 'text/x-cross-domain-policy' },
          body: '<?xml version="1.0"?><cross-domain-policy><allow-access-from domain="*.example.com" secure="true" /></cross-domain-policy>',
        },
      },
    },
  ],
});
export default policy;

/** Reference: cross-domain. */
export function run(x: Exchange, { crossDomainPolicy: file }: Args<typeof policy>): Flow {
  const { request } = x.context;
  if (request.method !== 'GET' || !request.originalUrl.path.endsWith('/crossdomain.xml')) return next;
  const elements =
    file === undefined
      ? []
      : [
          ...[file.siteControl].flatMap((rule) => (rule === undefined ? [] : [element('site-control', rule)])),
          ...file.allowAccessFrom.map((rule) => element('allow-access-from', rule)),
          ...file.allowHttpRequestHeadersFrom.map((rule) => element('allow-http-request-headers-from', rule)),
        ];
  const headers = HeaderMap.from([['Content-Type', 'text/x-cross-domain-policy']]);
  const body = `<?xml version="1.0"?><cross-domain-policy>${elements.join('')}</cross-domain-policy>`;
  x.context.response = new Response(200, 'OK', headers, Body.text(body));
  return end;
}

function element(name: string, attributes: Readonly<Record<string, string | boolean>>): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${dashed(key)}="${escaped(String(value))}"`);
  return `<${name}${written.join('')} />`;
}

const dashed = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const escaped = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
