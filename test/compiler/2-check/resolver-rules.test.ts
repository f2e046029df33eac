import { describe, expect, it } from 'vitest';
import { rules } from '../../../src/compiler/2-check/lint/catalogue.ts';
import { linted, unmarked } from '../../support/linted.ts';

const token = '((Authorization)context.Variables["auth"]).AccessToken';
const fetched = '<get-authorization-context provider-id="crm" authorization-id="default" context-variable-name="auth" />';

/** The document of a resolver with what stands in its request and its response. */
const resolver = ({ before = '', url = 'https://crm.example/users', after = '' }): string => `<http-data-source>
  <http-request>${before}<set-method>GET</set-method><set-url>${url}</set-url></http-request>
  <http-response>${after}</http-response>
</http-data-source>`;

describe('rules look into the documents of resolvers', () => {
  it.each([
    ['security/insecure-url', resolver({ url: '«http://crm.example/users»' })],
    [
      'security/host-chosen-by-client',
      resolver({ url: '«@("https://" + context.Request.Headers.GetValueOrDefault("X-Host", "") + "/users")»' }),
    ],
    ['credential/token-in-url', resolver({ before: fetched, url: `@("https://crm.example/users?t=" + «${token}»)` })],
    ['credential/token-in-response', resolver({ before: fetched, after: `<set-body>@(«${token}»)</set-body>` })],
  ])('%s', (code, xml) => {
    const found = linted(
      { xml },
      rules.filter((rule) => rule.code === code),
    );
    expect(found.errors).toEqual([]);
    expect(found.findings.map(({ marked }) => marked)).toEqual(unmarked(xml).marks);
  });

  it('and find nothing in a good one', () => {
    const xml = resolver({
      before: `${fetched}<set-header name="Authorization"><value>@("Bearer " + ${token})</value></set-header>`,
      url: '@("https://crm.example/users/" + (string)context.GraphQL.Arguments["id"])',
      after: '<set-body template="liquid">{ "name": "{{body.name}}" }</set-body>',
    });
    expect(linted({ xml }, rules)).toEqual({ findings: [], errors: [] });
  });
});
