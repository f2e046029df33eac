import type { Fixture } from '../../../src/cli/eval/fixture.ts';
import { bodyAs } from '../../../src/runtime/context/body-as.ts';
import type { Context } from '../../../src/runtime/context/context.ts';
import type { Response } from '../../../src/runtime/context/message.ts';
import { JObject } from '../../../src/runtime/dotnet/json/containers.ts';
import { JToken_ } from '../../../src/runtime/dotnet/json/JToken.ts';
import { type JToken, JValue } from '../../../src/runtime/dotnet/json/token.ts';
import { runtimeType } from '../../../src/runtime/dotnet/runtime-type.ts';
import { castString } from '../../../src/runtime/dotnet/support/casting.ts';
import { String_ } from '../../../src/runtime/dotnet/system/String.ts';
import { toText } from '../../../src/runtime/dotnet/to-text.ts';
import { STRING } from '../../../src/runtime/dotnet/types.ts';
import { Guid } from '../../../src/runtime/dotnet/values/guid.ts';
import { deref } from '../../../src/runtime/dotnet/values.ts';

/** What an author of TypeScript writes, who has the types of the exchange and of the library at hand. */
type HandWritten = (context: Context) => unknown;

/** An expression, and the same written by hand for any literals in its places. */
export interface Case {
  readonly expression: string;
  readonly byHand: (strings: readonly string[], numbers: readonly number[]) => HandWritten;
  /** What the expression wants to find in the exchange. */
  readonly given?: (strings: readonly string[]) => Fixture;
}

const variable = (name: string | undefined, value: string): Fixture => ({ variables: { [name ?? '']: { type: 'string', value } } });

const answered = (context: Context): Response => deref(context.response);

const jsonObject = runtimeType('Newtonsoft.Json.Linq.JObject');

const answeredObject = (context: Context): JObject => bodyAs(context.host, jsonObject, deref(answered(context).body), true) as JObject;

const textAt = (context: Context, outer: string, inner: string): string =>
  JToken_.toString(context.host, deref((answeredObject(context).lookup(outer) as JObject).lookup(inner)));

const query = (context: Context, name: string, otherwise: string): string => context.request.url.query.get(name)?.join(',') ?? otherwise;

const bearer: Pick<Case, 'byHand' | 'given'> = {
  byHand:
    ([prefix = '', name = '']) =>
    (context) =>
      prefix + castString(context.variables.get(name)),
  given: ([, name]) => variable(name, 'placeholder.placeholder.placeholder'),
};

const status: Case['byHand'] =
  (_strings, [code]) =>
  (context) =>
    answered(context).statusCode === code;

/** Expressions of the shapes that published policies use most. */
export const cases: readonly Case[] = [
  { expression: '@("Bearer " + (string)context.Variables["backend-token"])', ...bearer },
  { expression: '@(context.Subscription.Id)', byHand: () => (context) => deref(context.subscription).id },
  { expression: '@(context.Request.IpAddress)', byHand: () => (context) => context.request.ipAddress },
  { expression: '@(context.Api.Id)', byHand: () => (context) => deref(context.api).id },
  { expression: '@("Token " + (string)context.Variables["graph-token"])', ...bearer },
  {
    expression: '@(context.Response.Body.As<string>(preserveContent: true))',
    byHand: () => (context) => bodyAs(context.host, STRING, deref(answered(context).body), true),
  },
  {
    expression: '@(context.Response.StatusCode < 500)',
    byHand:
      (_strings, [limit = 0]) =>
      (context) =>
        answered(context).statusCode < limit,
  },
  {
    expression: `@(string.IsNullOrEmpty(context.Response.Body.As<JObject>(preserveContent: true)["fault"]["id"].ToString())
      && string.IsNullOrEmpty(context.Response.Body.As<JObject>(preserveContent: true)["fault"]["text"].ToString()))`,
    byHand:
      ([outer = '', first = '', again = '', second = '']) =>
      (context) =>
        textAt(context, outer, first) === '' && textAt(context, again, second) === '',
    given: ([outer = '', first = '', , second = '']) => ({
      response: { statusCode: 500, body: { text: JSON.stringify({ [outer]: { [first]: '', [second]: 'The order is not known.' } }) } },
    }),
  },
  {
    expression: `@{
      var answer = new JObject();
      answer["fault"] = new JObject();
      answer["fault"]["id"] = "Unreadable";
      if (string.IsNullOrEmpty((string)context.Variables["raw"]))
      {
        answer["fault"]["text"] = "The backend sent nothing.";
      }
      else
      {
        answer["fault"]["text"] = "The backend sent something else: " + context.Variables["raw"] + ".";
      }
      return answer.ToString();
    }`,
    byHand: (strings) => (context) => faultText(context, strings),
    given: (strings) => variable(strings[4], 'Service temporarily unavailable'),
  },
  {
    expression: '@(context.Request.Url.Query.GetValueOrDefault("size", "50"))',
    byHand:
      ([name = '', otherwise = '']) =>
      (context) =>
        query(context, name, otherwise),
  },
  { expression: '@(context.RequestId.ToString())', byHand: () => (context) => Guid.parse(context.requestId).toString() },
  {
    expression: '@(context.Response.StatusCode == 502 || context.Response.StatusCode == 504)',
    byHand:
      (_strings, [first, second]) =>
      (context) => {
        const { statusCode } = answered(context);
        return statusCode === first || statusCode === second;
      },
  },
  { expression: '@(context.Response.StatusCode == 201)', byHand: status },
  { expression: '@(Guid.NewGuid().ToString())', byHand: () => (context) => Guid.random(context.host.random.bytes(16)).toString() },
  { expression: '@(context.Response.StatusCode == 404)', byHand: status },
  {
    expression: '@(context.Request.Headers.GetValueOrDefault("X-Client", "none"))',
    byHand:
      ([name = '', otherwise = '']) =>
      (context) =>
        context.request.headers.visible.get(name)?.join(',') ?? otherwise,
  },
  { expression: '@(context.Operation.Id)', byHand: () => (context) => deref(context.operation).id },
  {
    expression: '@(context.Product?.Name?.ToString() ?? "internal")',
    byHand:
      ([otherwise = '']) =>
      (context) =>
        context.product?.name ?? otherwise,
  },
  {
    expression: '@(context.Request.Url.Query.GetValueOrDefault("page","1").Equals("1"))',
    byHand:
      ([name = '', otherwise = '', wanted = '']) =>
      (context) =>
        query(context, name, otherwise) === wanted,
  },
  {
    expression: '@(context.Request.Headers["Authorization"][0].Replace("Bearer ", ""))',
    byHand:
      ([name = '', from = '', to = '']) =>
      (context) =>
        String_.replace(context.host, deref(context.request.headers.visible.get(name)?.[0]), from, to),
  },
];

/** Literals: outer, outer, inner, code, variable, outer, text, empty text; then the same with the text and what surrounds the variable. */
function faultText(context: Context, s: readonly string[]): string {
  const answer = new JObject();
  answer.set(s[0] ?? '', new JObject());
  const fault = answer.lookup(s[1] ?? '') as JObject;
  fault.set(s[2] ?? '', text(s[3] ?? ''));
  const raw = castString(context.variables.get(s[4] ?? ''));
  if (raw === null || raw === '') fault.set(s[6] ?? '', text(s[7] ?? ''));
  else fault.set(s[9] ?? '', text(`${s[10] ?? ''}${toText(context.variables.get(s[11] ?? ''))}${s[12] ?? ''}`));
  return JToken_.toString(context.host, answer);
}

const text = (value: string): JToken => JValue.of(value);
