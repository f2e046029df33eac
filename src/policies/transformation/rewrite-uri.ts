import { message } from '../../diagnostics/message.ts';
import { hasControls, QueryMap } from '../../runtime/context/url.ts';
import type { Exchange } from '../../runtime/exchange.ts';
import { PolicyFailure } from '../../runtime/failure.ts';
import { type Args, bool, definePolicy, idAttribute, literal, text } from '../define.ts';

const relative = message(
  'rewrite-uri/relative',
  'info',
  'the template `{template}` does not begin with a slash; one is put before it',
  'write `/` in front, as API Management asks',
);

const policy = definePolicy({
  name: 'rewrite-uri',
  summary: 'Sends the request to another path of the same service.',
  docs: 'The template is the path, and the query if there is one, behind the service’s own base path. `{name}` stands for a parameter that the operation’s own template matched. Query parameters of the request that the template does not name are kept, unless `copy-unmatched-params` is false.',
  sections: ['inbound'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'call',
  effect: 'sync',
  element: {
    attributes: {
      template: text({ required: true, docs: 'Path and query.' }),
      'copy-unmatched-params': bool({ fallback: true, docs: 'Whether other query parameters are kept.' }),
      id: idAttribute,
    },
  },
  messages: { relative },
  check(element, report) {
    const template = literal(element, 'template');
    if (template === undefined || template === '' || /^[/{]/.test(template.trim())) return;
    report(relative, element.attributes.get('template')?.value.span ?? element.nameSpan, { template });
  },
  examples: [
    {
      title: 'Another path, the same query',
      xml: '<rewrite-uri template="/v2/orders?expand=lines" />',
      given: { url: 'https://crm.example/?page=2' },
      expect: { url: 'https://crm.example/v2/orders?expand=lines&page=2' },
    },
    {
      title: 'Nothing of the client’s query',
      xml: '<rewrite-uri template="/v2/me" copy-unmatched-params="false" />',
      given: { url: 'https://crm.example/?page=2' },
      expect: { url: 'https://crm.example/v2/me' },
    },
  ],
});
export default policy;

/** Reference: rewrite-uri. Throws PolicyFailure when the computed path cannot stand in a URL. */
export function run(x: Exchange, { template, copyUnmatchedParams }: Args<typeof policy>): void {
  const { url, matchedParameters } = x.context.request;
  const filled = template.trim().replace(/\{([^{}]+)\}/g, (hole, name: string) => {
    const value = matchedParameters.get(name.replace(/^\*/, ''));
    return value === undefined ? hole : encodeURIComponent(value);
  });
  const mark = filled.indexOf('?');
  const path = mark < 0 ? filled : filled.slice(0, mark);
  if (path.includes('#') || hasControls(path.replaceAll(' ', '')))
    throw new PolicyFailure('rewrite-uri', null, 500, 'the computed path holds a character that no path may hold');
  const query = QueryMap.parse(mark < 0 ? '' : filled.slice(mark));
  const kept = copyUnmatchedParams ? [...url.query.entries()] : [];
  const base = (x.context.api?.serviceUrl.path ?? '/').replace(/\/$/, '');
  url.path = encodeURI(`${base}/${path.replace(/^\//, '')}`).replace(/%25([0-9A-Fa-f]{2})/g, '%$1');
  for (const [name] of url.query.entries()) url.query.delete(name);
  for (const [name, values] of query.entries()) url.query.set(name, values);
  for (const [name, values] of kept) if (!query.has(name) && !matchedParameters.has(name)) url.query.set(name, values);
}
