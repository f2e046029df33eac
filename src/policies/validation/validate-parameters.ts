import type { Exchange } from '../../runtime/exchange.ts';
import { type Args, definePolicy, idAttribute, many, one, text, variableName, word } from '../define.ts';
import { type Action, actions, noSchema, settle, strictest } from './http/faults.ts';
import { checkParameters } from './http/parameters.ts';

const parameter = many(
  {
    attributes: {
      name: text({ required: true, docs: 'The parameter.' }),
      action: word(actions)({ required: true, docs: 'What is done about it, specified or not.' }),
    },
  },
  'Another action for one parameter.',
);
const specified = word(actions)({ required: true, docs: 'What is done about a specified parameter whose value is none that it may have.' });
const unspecified = word(actions)({ required: true, docs: 'What is done about a parameter that is not specified.' });
const both = {
  attributes: { 'specified-parameter-action': specified, 'unspecified-parameter-action': unspecified },
  children: { parameter },
};

const policy = definePolicy({
  name: 'validate-parameters',
  summary: 'Looks at the headers and the query of the request.',
  docs: 'Where API Management looks into the description of the API, here GraphQL over HTTP is the description. Headers: `Accept` (it must admit `application/json` or `application/graphql-response+json`) and `Content-Type` (`application/json`), and those that say how any request travels (`Accept-Charset`, `Accept-Encoding`, `Accept-Language`, `Cache-Control`, `Connection`, `Content-Encoding`, `Content-Length`, `Host`, `Origin`, `Pragma`, `Traceparent`, `Tracestate`, `Transfer-Encoding`, `User-Agent`). Query, of a GET: `query` (required, a GraphQL document), `operationName`, `variables` and `extensions` (JSON objects); a POST has none. Paths have no parameters. All else is unspecified, also `Authorization`: name it.\n\nIn `global.xml` it is the client’s request; around a subgraph the one that would be sent, with the headers that policies set so far. `prevent` fails the exchange with status 400; `detect` only notes it in the variable, a JArray of objects with `Name`, `Type`, `ValidationRule`, `Details` and `Action`. Values are never shown.',
  sections: ['inbound'],
  scopes: ['global', 'subgraph'],
  form: 'call',
  effect: 'sync',
  oncePerSection: true,
  element: {
    attributes: {
      'specified-parameter-action': specified,
      'unspecified-parameter-action': unspecified,
      'errors-variable-name': variableName({ expression: false, docs: 'The variable that errors are put in.' }),
      id: idAttribute,
    },
    children: {
      headers: one(both, 'Other actions for headers.'),
      query: one(both, 'Other actions for the query.'),
      path: one({ attributes: { 'specified-parameter-action': specified }, children: { parameter } }, 'Other actions for the path.'),
    },
  },
  examples: [
    {
      title: 'Nothing in the query that GraphQL does not know',
      xml: '<validate-parameters specified-parameter-action="prevent" unspecified-parameter-action="prevent"><headers specified-parameter-action="detect" unspecified-parameter-action="ignore" /></validate-parameters>',
      given: { url: 'https://crm.example/graphql?debug=1', headers: { 'X-Team': 'blue' } },
      expect: {
        outcome: 'failed',
        forwarded: false,
        response: { status: 400, body: '{"statusCode":400,"message":"Unspecified query parameter debug is not allowed."}' },
      },
    },
  ],
});
export default policy;

/** Reference: validate-parameters. */
export function run(x: Exchange, args: Args<typeof policy>): void {
  const { request } = x.context;
  const described = x.ports.schemas.http(x.scope === 'subgraph' ? x.context.api?.id : undefined)?.request(request.method);
  if (described === undefined) {
    settle(x, policy.name, [noSchema(strictest(allActions(args)))], args.errorsVariableName);
    return;
  }
  const headers = checkParameters({
    type: 'RequestHeader',
    word: 'header',
    found: request.headers.sent.entries(),
    described: described.headers,
    ignoreCase: true,
    ...actionsOf(args, args.headers),
  });
  const query = checkParameters({
    type: 'QueryParameter',
    word: 'query parameter',
    found: request.url.query.entries(),
    described: described.query,
    ignoreCase: false,
    ...actionsOf(args, args.query),
  });
  const path = checkParameters({
    type: 'PathParameter',
    word: 'path parameter',
    found: [...request.matchedParameters].map(([name, value]) => [name, [value]]),
    described: described.path,
    ignoreCase: false,
    ...actionsOf(args, args.path),
  });
  settle(x, policy.name, [...headers, ...query, ...path], args.errorsVariableName);
}

type AllArgs = Args<typeof policy>;
interface Group {
  readonly specifiedParameterAction: Action;
  readonly unspecifiedParameterAction?: Action;
  readonly parameter: readonly { readonly name: string; readonly action: Action }[];
}

const actionsOf = (args: AllArgs, group: Group | undefined) => ({
  specified: group?.specifiedParameterAction ?? args.specifiedParameterAction,
  unspecified: group?.unspecifiedParameterAction ?? args.unspecifiedParameterAction,
  overrides: group?.parameter ?? [],
});

function allActions(args: AllArgs): readonly Action[] {
  const groups: readonly (Group | undefined)[] = [undefined, args.headers, args.query, args.path];
  return groups.map((group) => actionsOf(args, group)).flatMap((each) => [each.specified, each.unspecified]);
}
