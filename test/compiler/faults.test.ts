import { describe, expect, it } from 'vitest';
import { createLibrary } from '../../src/cli/library.ts';
import type { ProjectFacts } from '../../src/compiler/2-check/project.ts';
import { check } from '../../src/compiler/compile.ts';
import { Source } from '../../src/diagnostics/source.ts';

const library = createLibrary();
const project: ProjectFacts = {
  library,
  fragments: new Set(['team']),
  namedValues: new Map([
    ['org', { kind: 'plain', text: 'contoso' }],
    ['key', { kind: 'secret' }],
  ]),
  connections: new Map([['github', new Set(['org'])]]),
};

/** A good document: each fault below is one edit of it. */
const good = `<policies>
  <inbound>
    <base />
    <include-fragment fragment-id="team" />
    <get-authorization-context provider-id="github" authorization-id="org" context-variable-name="auth" ignore-error="true" />
    <set-variable name="agent" value="@(context.Request.Headers.GetValueOrDefault("User-Agent", "none").ToLower())" />
    <choose>
      <when condition="@(context.Variables.GetValueOrDefault<Authorization>("auth") != null)">
        <set-header name="Authorization" exists-action="override">
          <value>@("Bearer " + ((Authorization)context.Variables["auth"])?.AccessToken)</value>
        </set-header>
      </when>
      <otherwise>
        <return-response>
          <set-status code="503" reason="No token" />
          <set-body>@{
            var text = "no token for {{org}}";
            if (text.Length > 100) { text = text.Substring(0, 100); }
            return text;
          }</set-body>
        </return-response>
      </otherwise>
    </choose>
    <set-query-parameter name="org"><value>{{org}}</value></set-query-parameter>
    <set-header name="X-Key"><value>{{key}}</value></set-header>
  </inbound>
  <backend>
    <forward-request timeout="10" />
  </backend>
  <outbound>
    <base />
  </outbound>
</policies>
`;

interface Fault {
  readonly title: string;
  readonly from: string;
  readonly to: string;
  readonly code: string;
  readonly cs?: string;
  /** The text that the finding must point at, in the changed document. */
  readonly at: string;
  /** Whether more findings of other codes may follow. */
  readonly help?: string;
}

const faults: readonly Fault[] = [
  {
    title: 'a dropped closing quote',
    from: 'fragment-id="team" />',
    to: 'fragment-id="team />',
    code: 'xml/unclosed-attribute-value',
    at: '"team',
  },
  { title: 'a dropped end tag', from: '</when>\n', to: '\n', code: 'xml/unclosed-element', at: '<when' },
  {
    title: 'a misspelt policy',
    from: '<include-fragment ',
    to: '<include-fragmnet ',
    code: 'policy/unknown',
    at: 'include-fragmnet',
    help: 'did you mean <include-fragment>?',
  },
  {
    title: 'a misspelt section',
    from: '<outbound>\n    <base />\n  </outbound>',
    to: '<outbond>\n    <base />\n  </outbond>',
    code: 'section/unknown',
    at: 'outbond',
    help: 'did you mean <outbound>?',
  },
  { title: 'a section twice', from: '</policies>', to: '<inbound><base /></inbound></policies>', code: 'section/duplicate', at: 'inbound' },
  {
    title: 'a misspelt attribute',
    from: 'exists-action="override"',
    to: 'exist-action="override"',
    code: 'attribute/unknown',
    at: 'exist-action',
    help: 'did you mean `exists-action`?',
  },
  {
    title: 'a missing attribute',
    from: ' context-variable-name="auth"',
    to: '',
    code: 'attribute/missing',
    at: 'get-authorization-context',
  },
  {
    title: 'a wrong word',
    from: 'exists-action="override"',
    to: 'exists-action="overide"',
    code: 'value/type',
    at: 'overide',
    help: 'did you mean `override`?',
  },
  { title: 'a word for a number', from: 'timeout="10"', to: 'timeout="ten"', code: 'value/type', at: 'ten' },
  { title: 'a word for a boolean', from: 'ignore-error="true"', to: 'ignore-error="yes"', code: 'value/type', at: 'yes' },
  {
    title: 'an expression where none may be',
    from: 'fragment-id="team"',
    to: 'fragment-id="@("te" + "am")"',
    code: 'attribute/expression',
    at: '@("te" + "am")',
  },
  { title: 'a misspelt child', from: '<otherwise>', to: '<otherwize>', code: 'xml/mismatched-tag', at: '</otherwise>' },
  {
    title: 'a policy in the wrong section',
    from: '<forward-request timeout="10" />',
    to: '<get-authorization-context provider-id="github" authorization-id="org" context-variable-name="late" />',
    code: 'policy/section',
    at: 'get-authorization-context',
  },
  {
    title: 'text between policies',
    from: '<forward-request timeout="10" />',
    to: 'go <forward-request timeout="10" />',
    code: 'element/text',
    at: 'go',
  },
  {
    title: 'an unknown fragment',
    from: 'fragment-id="team"',
    to: 'fragment-id="taem"',
    code: 'fragment/unknown',
    at: 'taem',
    help: 'did you mean `team`?',
  },
  {
    title: 'an unknown named value',
    from: '<value>{{org}}</value>',
    to: '<value>{{orh}}</value>',
    code: 'named-value/unknown',
    at: '{{orh}}',
  },
  { title: 'an unknown provider', from: 'provider-id="github"', to: 'provider-id="gitlab"', code: 'provider/unknown', at: 'gitlab' },
  {
    title: 'an unknown connection',
    from: 'authorization-id="org"',
    to: 'authorization-id="orgs"',
    code: 'connection/unknown',
    at: 'orgs',
    help: 'did you mean `org`?',
  },
  { title: 'a bracket too few', from: 'ToLower())"', to: 'ToLower()"', code: 'expression/unterminated', at: '@(' },
  {
    title: 'a misspelt member',
    from: '.ToLower()',
    to: '.ToLowr()',
    code: 'csharp/unknown-member',
    cs: 'CS1061',
    at: 'ToLowr',
    help: 'ToLower',
  },
  { title: 'an unknown name', from: '@(context.Request', to: '@(contxt.Request', code: 'csharp/unknown-name', cs: 'CS0103', at: 'contxt' },
  {
    title: 'a wrong argument',
    from: 'Substring(0, 100)',
    to: 'Substring("0", 100)',
    code: 'csharp/argument-type',
    cs: 'CS1503',
    at: '"0"',
  },
  {
    title: 'a type that does not fit',
    from: 'var text =',
    to: 'int text =',
    code: 'csharp/no-conversion',
    cs: 'CS0029',
    at: '"no token for {{org}}"',
  },
  {
    title: 'a path without return',
    from: '            return text;\n',
    to: '',
    code: 'csharp/missing-return',
    cs: 'CS0161',
    at: `\n            var text = "no token for {{org}}";\n            if (text.Length > 100) { text = text.Substring(0, 100); }\n          `,
  },
  { title: 'a missing semicolon', from: 'return text;', to: 'return text', code: 'csharp/expected-token', cs: 'CS1002', at: '' },
  {
    title: 'a secret in code position',
    from: 'var text = "no token for {{org}}";',
    to: 'var text = {{key}};',
    code: 'named-value/secret-in-code',
    at: '{{key}}',
  },
  {
    title: 'two timeouts',
    from: 'timeout="10"',
    to: 'timeout="10" timeout-ms="10"',
    code: 'forward-request/two-timeouts',
    at: 'timeout-ms',
  },
  { title: 'an ampersand', from: 'reason="No token"', to: 'reason="No & token"', code: 'xml/stray-ampersand', at: '&' },
];

const run = (text: string) => check(new Source('policies/subgraphs/crm.xml', text), 'subgraph', project, { unsupported: 'error' }).findings;

describe('seeded faults', () => {
  it('the good document has none', () => {
    expect(run(good).map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
  });

  it.each(faults.map((fault) => [fault.title, fault] as const))('%s', (_title, fault) => {
    expect(good.split(fault.from).length, 'the edit is in one place').toBe(2);
    const text = good.replace(fault.from, () => fault.to);
    const findings = run(text);
    const shown = findings.map(({ code, cs, span, help }) => ({ code, cs, at: text.slice(span.start, span.end), help }));
    const found = shown.find(({ code }) => code === fault.code);
    expect(found, JSON.stringify(shown, undefined, 1)).toBeDefined();
    expect(found?.at).toBe(fault.at);
    if (fault.cs !== undefined) expect(found?.cs).toBe(fault.cs);
    if (fault.help !== undefined) expect(found?.help).toContain(fault.help);
  });

  it('several faults are found in one run', () => {
    const text = good
      .replace('exists-action="override"', 'exist-action="override"')
      .replace('.ToLower()', '.ToLowr()')
      .replace('{{org}}</value>', '{{orh}}</value>');
    expect(run(text).length).toBeGreaterThanOrEqual(3);
  });
});
