import { type DocumentNode, getOperationAST, type OperationDefinitionNode, print, separateOperations } from 'graphql';
import { message } from '../../diagnostics/message.ts';
import { Body } from '../../runtime/context/body.ts';
import { HeaderMap } from '../../runtime/context/headers.ts';
import { Response } from '../../runtime/context/message.ts';
import { parseArray } from '../../runtime/dotnet/json/parse.ts';
import type { Exchange } from '../../runtime/exchange.ts';
import { PolicyFailure } from '../../runtime/failure.ts';
import { end, type Flow, next } from '../../runtime/handler.ts';
import type { GraphSchema } from '../../runtime/ports/schemas.ts';
import { type Args, definePolicy, idAttribute, int, literal, many, one, text, variableName, word } from '../define.ts';
import { authorize } from './graphql/authorize.ts';
import { measure } from './graphql/measure.ts';
import { fieldRules, readPath, ruleActions } from './graphql/path-rules.ts';
import { type GraphqlRequest, graphqlRequest } from './graphql/request.ts';

const badPath = message(
  'validate-graphql-request/path',
  'warning',
  '`{path}` is no path, so the rule applies to nothing',
  'write `/Type/field`, with `*` at the end of a name for all that begin so; `/name` is a field of a root type, `/` every field',
);
const tooManyRules = message(
  'validate-graphql-request/too-many-rules',
  'error',
  '<authorize> has {count} rules',
  'at most 100 are allowed',
);

const policy = definePolicy({
  name: 'validate-graphql-request',
  summary: 'Lets only GraphQL requests pass that fit the schema, are not too large or deep, and ask for fields that they may.',
  docs: 'In `global.xml` it holds the client’s request against the graph; around a subgraph, the operation of the query plan against that subgraph’s schema (there `_entities` is a field of `Query` like any other). First size, depth and number of fields are looked at, then the schema, then the rules. What does not pass is a request error: the answer has `errors` and no data, status 400, and nothing is sent on.\n\nOf all rules whose path fits a field, the most specific one counts: `/Type/field` before `/Type/*` before `/`. `/name` is a field of that name of `Query`, `Mutation` or `Subscription`, and all fields of a type of that name. `/__*` is the introspection of the schema; `__typename` is spoken of by `/Type/__typename`, `/Type/*` and `/` only. Fields that no rule speaks of are allowed. `remove` takes the field out of the request; it is absent from the answer, which gets an error with the code `FIELD_REMOVED`. Where nothing is left to ask for, nothing is sent, and `data` is null. Rules name object types; a field that is asked of an interface or a union must be allowed for every type that it could be of.\n\nErrors are a JArray in the variable `GraphQLErrors`, and in that of `error-variable-name`; neither is set where there is none. As in API Management a request has at most 250 fields, counted with fragments written out. What the published schema calls `max-complexity` and `max-total-depth` is described nowhere; here they are the number of fields, and of fields with fields below them. Batches and persisted queries are refused.',
  sections: ['inbound'],
  scopes: ['global', 'subgraph'],
  form: 'gate',
  effect: 'sync',
  oncePerSection: true,
  touches: { requestBody: true },
  element: {
    attributes: {
      'error-variable-name': variableName({ docs: 'A further variable that errors are put in.' }),
      'max-size': int({ min: 1 })({ required: true, docs: 'The largest request, in bytes.' }),
      'max-depth': int({ min: 1 })({ fallback: 6, docs: 'How many fields may lie on one way down.' }),
      'max-total-depth': int({ min: 1 })({ docs: 'Only in the published schema: how many fields may have fields below them.' }),
      'max-complexity': int({ min: 1 })({ docs: 'Only in the published schema: how many fields a request may have.' }),
      id: idAttribute,
    },
    children: {
      authorize: one(
        {
          children: {
            rule: many(
              {
                attributes: {
                  path: text({ required: true, docs: 'The fields: `/Type/field`, `/Type/*`, `/field`, `/__*`, `/`.' }),
                  action: word(ruleActions)({
                    fallback: 'allow',
                    docs: 'What happens to them. `ignore`: the rule does not count, the next one does.',
                  }),
                },
              },
              'What happens to the fields of a path.',
              { min: 1 },
            ),
          },
        },
        'Who may ask for which field.',
      ),
    },
  },
  messages: { badPath, tooManyRules },
  check(element, report) {
    const rules = element.children.find(({ name }) => name === 'authorize')?.children ?? [];
    const over = rules[100];
    if (over !== undefined) report(tooManyRules, over.nameSpan, { count: rules.length });
    for (const rule of rules) {
      const path = literal(rule, 'path');
      const span = rule.attributes.get('path')?.value.span;
      if (path !== undefined && span !== undefined && readPath(path) === undefined) report(badPath, span, { path });
    }
  },
  examples: [
    {
      title: 'Bound the size and the depth',
      xml: '<validate-graphql-request max-size="10240" max-depth="4" />',
      given: { schema: 'type Query { me: User } type User { name: String }', body: '{"query":"{ me { name } }"}' },
      expect: { forwarded: true },
    },
    {
      title: 'Keep a field to the office',
      xml: '<validate-graphql-request max-size="10240"><authorize><rule path="/User/salary" action="@(context.Request.IpAddress == &quot;198.51.100.1&quot; ? &quot;allow&quot; : &quot;remove&quot;)" /></authorize></validate-graphql-request>',
      given: { schema: 'type Query { me: User } type User { name: String salary: Int }', body: '{"query":"{ me { name salary } }"}' },
      expect: { forwarded: true, body: '{"query":"{\\n  me {\\n    name\\n  }\\n}"}' },
    },
    {
      title: 'Refuse introspection',
      xml: '<validate-graphql-request max-size="10240"><authorize><rule path="/__*" action="reject" /></authorize></validate-graphql-request>',
      given: { schema: 'type Query { me: String }', body: '{"query":"{ __schema { types { name } } }"}' },
      expect: { outcome: 'failed', forwarded: false, response: { status: 400 }, error: 'a rule rejects Query.__schema' },
    },
  ],
});
export default policy;

/** An error as GraphQL responses have them. */
interface GraphqlFault {
  readonly message: string;
  readonly locations?: readonly { readonly line: number; readonly column: number }[] | undefined;
  readonly extensions: { readonly code: string };
}

/** The most fields of a request (reference: validate-graphql-request). */
const mostFields = 250;

/** Reference: validate-graphql-request. Throws PolicyFailure (400) for a request error; nothing of the request is in its message. */
export function run(x: Exchange, args: Args<typeof policy>): Flow {
  const graph = x.ports.schemas.graph(x.scope === 'subgraph' ? x.context.api?.id : undefined);
  if (graph === undefined) throw new PolicyFailure(policy.name, null, 500, 'there is no schema to hold the request against');
  const request = graphqlRequest(x);
  if (typeof request === 'string') throw refused(x, args, `the GraphQL request ${request}`, 'BAD_REQUEST');
  if (request.size > args.maxSize)
    throw refused(x, args, `the request has ${request.size} bytes where ${args.maxSize} are allowed`, 'REQUEST_TOO_LARGE');
  const { document: written, operation } = validated(x, args, request, graph);
  if (args.authorize === undefined) return next;
  const document = separateOperations(written)[operation.name?.value ?? ''] ?? written;
  const { schema } = graph;
  const { rejected, removed, document: rest } = authorize(document, schema, fieldRules(args.authorize.rule, schema));
  if (rejected.length > 0) throw refused(x, args, `a rule rejects ${rejected.join(', ')}`, 'FORBIDDEN');
  if (removed.length === 0) return next;
  const errors = removed.map((field) => fault(`The field ${field} was removed from the request.`, 'FIELD_REMOVED'));
  note(x, args, errors);
  if (rest === undefined) {
    x.context.response = new Response(200, 'OK', HeaderMap.from([['Content-Type', 'application/json']]), Body.json({ data: null, errors }));
    return end;
  }
  request.rewrite(print(rest));
  x.atEnd((exchange) => addErrors(exchange, errors));
  return next;
}

/** The document, when all of it may pass, and which of its operations would be executed. */
function validated(
  x: Exchange,
  args: Args<typeof policy>,
  { query, operationName }: GraphqlRequest,
  graph: GraphSchema,
): { readonly document: DocumentNode; readonly operation: OperationDefinitionNode } {
  const read = graph.read(query);
  if (read === undefined) throw refused(x, args, 'the query of the request cannot be read', 'GRAPHQL_PARSE_FAILED');
  const { document } = read;
  const operation = getOperationAST(document, operationName);
  if (operation === null || operation === undefined)
    throw refused(x, args, 'the request does not say which operation to run', 'OPERATION_RESOLUTION_FAILURE');
  const { depth, fields, nesting } = measure(document);
  const complexity = Math.min(args.maxComplexity ?? mostFields, mostFields);
  if (depth > args.maxDepth)
    throw refused(x, args, `the query is ${shown(depth)} fields deep where ${args.maxDepth} are allowed`, 'QUERY_TOO_DEEP');
  if (fields > complexity)
    throw refused(x, args, `the query has ${shown(fields)} fields where ${complexity} are allowed`, 'QUERY_TOO_COMPLEX');
  if (args.maxTotalDepth !== undefined && nesting > args.maxTotalDepth)
    throw refused(x, args, `the query nests ${shown(nesting)} times where ${args.maxTotalDepth} are allowed`, 'QUERY_TOO_DEEP');
  const errors = read.faults();
  if (errors.length > 0) {
    const faults = errors.map(({ message: said, locations }) => ({
      message: said,
      locations,
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
    }));
    throw refusedFor(x, args, 'the GraphQL request does not fit the schema', faults);
  }
  return { document, operation };
}

const shown = (count: number): string => (count === Infinity ? 'endlessly many' : String(count));

const fault = (said: string, code: string): GraphqlFault => ({ message: said, extensions: { code } });

const refused = (x: Exchange, args: Args<typeof policy>, why: string, code: string): PolicyFailure =>
  refusedFor(x, args, why, [fault(`${why.charAt(0).toUpperCase()}${why.slice(1)}.`, code)]);

function refusedFor(x: Exchange, args: Args<typeof policy>, why: string, errors: readonly GraphqlFault[]): PolicyFailure {
  note(x, args, errors);
  return new PolicyFailure(policy.name, null, 400, why, { answer: { body: { errors } } });
}

/** Reference: GraphQLErrors. */
function note(x: Exchange, { errorVariableName }: Args<typeof policy>, errors: readonly GraphqlFault[]): void {
  const { variables, host } = x.context;
  for (const name of new Set(['GraphQLErrors', errorVariableName ?? 'GraphQLErrors']))
    variables.set(name, parseArray(host, JSON.stringify(errors)));
}

/** Tells the client of the fields that were not asked for. What is no GraphQL response stays as it is. */
function addErrors(x: Exchange, errors: readonly GraphqlFault[]): void {
  const { response } = x.context;
  if (response?.body === null || response?.body === undefined || response.body.consumed) return;
  const value = jsonObject(response.body);
  if (value === undefined || !('data' in value)) return;
  const own = value['errors'];
  response.body = Body.json({ ...value, errors: [...(Array.isArray(own) ? own : []), ...errors] });
}

function jsonObject(body: Body): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body.contentText);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}
