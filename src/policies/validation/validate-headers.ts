import type { Exchange } from '../../runtime/exchange.ts';
import { type Args, definePolicy, idAttribute, many, text, variableName, word } from '../define.ts';
import { actions, noSchema, settle, strictest } from './http/faults.ts';
import { checkParameters } from './http/parameters.ts';

const policy = definePolicy({
  name: 'validate-headers',
  summary: 'Looks at the headers of the response.',
  docs: 'Where API Management looks into the description of the API, here GraphQL over HTTP is the description: `Content-Type` (`application/json` or `application/graphql-response+json`) is specified, and so are headers that say how any answer travels or may be kept (`Age`, `Cache-Control`, `Connection`, `Content-Encoding`, `Content-Language`, `Content-Length`, `Date`, `ETag`, `Expires`, `Keep-Alive`, `Last-Modified`, `Retry-After`, `Transfer-Encoding`, `Vary`). All others are unspecified, such as `Set-Cookie` and `Server`. `prevent` fails the exchange with status 502; `detect` only notes it in the variable, a JArray of objects with `Name`, `Type`, `ValidationRule`, `Details` and `Action`. Values of headers are never shown.',
  sections: ['outbound', 'on-error'],
  scopes: ['global', 'subgraph'],
  form: 'call',
  effect: 'sync',
  oncePerSection: true,
  element: {
    attributes: {
      'specified-header-action': word(actions)({
        required: true,
        docs: 'What is done about a specified header whose value is none that it may have.',
      }),
      'unspecified-header-action': word(actions)({ required: true, docs: 'What is done about a header that is not specified.' }),
      'errors-variable-name': variableName({ expression: false, docs: 'The variable that errors are put in.' }),
      id: idAttribute,
    },
    children: {
      header: many(
        {
          attributes: {
            name: text({ required: true, docs: 'The header.' }),
            action: word(actions)({ required: true, docs: 'What is done about it.' }),
          },
        },
        'Another action for one header.',
      ),
    },
  },
  examples: [
    {
      title: 'Keep cookies of the backend in',
      section: 'outbound',
      xml: '<validate-headers specified-header-action="detect" unspecified-header-action="ignore" errors-variable-name="errors"><header name="Set-Cookie" action="prevent" /></validate-headers>',
      given: { response: { status: 200, headers: { 'Set-Cookie': 'a=b', Server: 'x' } } },
      expect: { outcome: 'failed', response: { status: 502 }, error: 'Unspecified header Set-Cookie is not allowed.' },
    },
  ],
});
export default policy;

/** Reference: validate-headers. */
export function run(x: Exchange, args: Args<typeof policy>): void {
  const { response } = x.context;
  if (response === null) return;
  const described = x.ports.schemas.http(x.scope === 'subgraph' ? x.context.api?.id : undefined)?.response;
  const { specifiedHeaderAction: specified, unspecifiedHeaderAction: unspecified, header: overrides } = args;
  const faults =
    described === undefined
      ? [noSchema(strictest([specified, unspecified]))]
      : checkParameters({
          type: 'ResponseHeader',
          word: 'header',
          found: response.headers.entries(),
          described: described.headers,
          ignoreCase: true,
          specified,
          unspecified,
          overrides,
        });
  settle(x, policy.name, faults, args.errorsVariableName);
}
