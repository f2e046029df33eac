import type { Fault } from './fault.ts';

/** In the form of a token, and none. */
const madeUp = ['ghp', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'].join('_');

/** What is well written, and does not do what its author wants. */
export const ruleFaults: readonly Fault[] = [
  {
    title: 'a token without a check for null',
    from: '@(context.Variables.GetValueOrDefault<Authorization>("auth") != null)',
    to: '@(context.Request.Method == "POST")',
    code: 'credential/bearer-without-null-check',
    at: '@("Bearer " + ((Authorization)context.Variables["auth"])?.AccessToken)',
  },
  {
    title: 'a header that is kept',
    from: 'exists-action="override"',
    to: 'exists-action="skip"',
    code: 'credential/authorization-not-overridden',
    at: 'skip',
  },
  {
    title: 'a token in a query parameter',
    from: '<set-query-parameter name="org"><value>{{org}}</value></set-query-parameter>',
    to: '<set-query-parameter name="token"><value>@(context.Variables.GetValueOrDefault<Authorization>("auth")?.AccessToken)</value></set-query-parameter>',
    code: 'credential/token-in-url',
    at: 'context.Variables.GetValueOrDefault<Authorization>("auth")?.AccessToken',
  },
  {
    title: 'a token in a trace',
    from: '<set-query-parameter name="org"><value>{{org}}</value></set-query-parameter>',
    to: '<trace source="a"><message>@(context.Variables.GetValueOrDefault<Authorization>("auth")?.AccessToken)</message></trace>',
    code: 'credential/token-in-log',
    at: 'context.Variables.GetValueOrDefault<Authorization>("auth")?.AccessToken',
  },
  {
    title: 'a condition that is always true',
    from: '@(context.Variables.GetValueOrDefault<Authorization>("auth") != null)',
    to: '@(true)',
    code: 'flow/constant-condition',
    at: '@(true)',
  },
  {
    title: 'a policy behind return-response',
    from: '</return-response>',
    to: '</return-response><set-method>GET</set-method>',
    code: 'flow/unreachable',
    at: 'set-method',
  },
  {
    title: 'a header twice',
    from: '<set-header name="X-Key"><value>{{key}}</value></set-header>',
    to: '<set-header name="X-Key"><value>a</value></set-header><set-header name="X-Key"><value>{{key}}</value></set-header>',
    code: 'flow/duplicate-header',
    at: 'X-Key',
  },
  {
    title: 'a section without base',
    from: '<outbound>\n    <base />',
    to: '<outbound>\n    <set-header name="X-A"><value>a</value></set-header>',
    code: 'flow/missing-base',
    at: 'outbound',
  },
  {
    title: 'an http address',
    from: '<set-query-parameter name="org"><value>{{org}}</value></set-query-parameter>',
    to: '<set-backend-service base-url="http://crm.example.com" />',
    code: 'security/insecure-url',
    at: 'http://crm.example.com',
  },
  {
    title: 'a secret literal',
    from: '<value>{{key}}</value>',
    to: `<value>Bearer ${madeUp}</value>`,
    code: 'security/secret-literal',
    at: madeUp,
  },
  {
    title: 'a body that is used up',
    from: '<set-query-parameter name="org"><value>{{org}}</value></set-query-parameter>',
    to: '<set-variable name="b" value="@(context.Request.Body.As<string>())" /><set-header name="X-B"><value>@((string)context.Variables["b"] + context.Request.Body.As<string>())</value></set-header>',
    code: 'expression/body-used-up',
    at: 'context.Request.Body.As<string>()',
  },
  {
    title: 'a regex that can explode',
    from: '<set-query-parameter name="org"><value>{{org}}</value></set-query-parameter>',
    to: '<set-header name="X-B"><value>@(Regex.IsMatch(context.Request.Url.Path, "^(a+)+$").ToString())</value></set-header>',
    code: 'expression/exploding-regex',
    at: '"^(a+)+$"',
  },
  {
    title: 'local time',
    from: '<set-query-parameter name="org"><value>{{org}}</value></set-query-parameter>',
    to: '<set-header name="X-B"><value>@(DateTime.Now.ToString())</value></set-header>',
    code: 'expression/local-time',
    at: 'DateTime.Now',
  },
  {
    title: 'a provider chosen by the client',
    from: 'provider-id="github"',
    to: 'provider-id="@(context.Request.Headers.GetValueOrDefault("P", ""))"',
    code: 'credential/confused-deputy',
    at: 'context.Request.Headers.GetValueOrDefault("P", "")',
  },
  {
    title: 'any origin with credentials',
    from: '<set-query-parameter name="org"><value>{{org}}</value></set-query-parameter>',
    to: '<cors allow-credentials="true"><allowed-origins><origin>*</origin></allowed-origins><allowed-methods><method>*</method></allowed-methods></cors>',
    code: 'cors/credentials-for-all',
    at: 'true',
  },
];
