import { describe, expect, it } from 'vitest';
import { UseReader } from '../../../src/cli/lint/project/uses.ts';
import { Source } from '../../../src/diagnostics/source.ts';
import { projectFolder } from '../../support/project-folder.ts';
import { recordedRun } from '../recorded-run.ts';

const provider = (connections: string): string =>
  `    identityProvider: github\n    grantType: authorizationCode\n    parameters: { clientId: a, clientSecret: "\${env.S}" }\n    connections: { ${connections} }\n`;
const config = `subgraphs:
  crm: { url: "http://localhost:1/graphql" }
  billing: { url: "http://localhost:2/graphql" }
namedValues: { org: { value: contoso }, old: { value: x } }
providers:
  github:
${provider('org: {}, spare: {}')}  gitlab:
${provider('org: {}')}`;

const token = (rest: string) => `<get-authorization-context ${rest} context-variable-name="auth" ignore-error="true" />`;
const crm = (inbound: string): string =>
  `<policies><inbound><base />${inbound}</inbound><backend><base /></backend><outbound><base /></outbound><on-error><base /></on-error></policies>`;

/** The codes that are found about the project as a whole, with the texts at their ranges. */
async function found(files: Readonly<Record<string, string>>, words: readonly string[] = []): Promise<readonly string[]> {
  const all = { 'fedpass.yaml': config, ...files };
  const { out } = await recordedRun(['lint', '--format', 'json', ...words], { cwd: projectFolder(all) });
  const { diagnostics } = JSON.parse(out) as {
    diagnostics: { code: string; file: string; range: { start: { offset: number }; end: { offset: number } } }[];
  };
  const texts: Readonly<Record<string, string>> = all;
  return diagnostics
    .filter(({ code }) => /\/(unused|no-document|no-subgraph|no-api|no-place)$|^fragment\//.test(code))
    .map(({ code, file, range }) => `${code} ${(texts[file] ?? '').slice(range.start.offset, range.end.offset)}`);
}

const used = `{{org}}${token('provider-id="github" authorization-id="org"')}`;
const asHeader = (text: string) => `<set-header name="X-A"><value>${text.slice(0, 7)}</value></set-header>${text.slice(7)}`;

describe('what nothing refers to', () => {
  it('is told of: named values, providers, connections, subgraphs, fragments', async () => {
    const files = {
      'policies/subgraphs/crm.xml': crm(`<include-fragment fragment-id="team" />${asHeader(used)}`),
      'policies/fragments/team.xml': '<fragment></fragment>',
      'policies/fragments/lost.xml': '<fragment></fragment>',
    };
    expect(await found(files)).toEqual([
      'subgraph/no-document billing',
      'named-value/unused old',
      'connection/unused spare',
      'provider/unused gitlab',
      'fragment/unused fragment',
    ]);
  });

  it('is nobody’s business where one document of the project is checked', async () => {
    const files = { 'policies/subgraphs/crm.xml': crm(''), 'policies/fragments/lost.xml': '<fragment></fragment>' };
    expect(await found(files, ['policies/subgraphs/crm.xml'])).toEqual([]);
    expect((await found(files, ['policies'])).length).toBeGreaterThan(3);
  });

  it('is not known where a document computes what it means', async () => {
    const files = {
      'policies/subgraphs.xml': crm(
        `<include-fragment fragment-id="{{org}}" />${token('provider-id="@(context.Api.Name)" authorization-id="org"')}`,
      ),
      'policies/fragments/lost.xml': '<fragment></fragment>',
    };
    expect(await found(files)).toEqual(['named-value/unused old', 'fragment/unknown {{org}}']);
  });

  it('is not a subgraph that subgraphs.xml covers', async () => {
    const codes = await found({ 'policies/subgraphs.xml': crm('') });
    expect(codes.some((code) => code.startsWith('subgraph/no-document'))).toBe(false);
  });
});

describe('documents that nothing uses', () => {
  it.each([
    ['policies/subgraphs/cmr.xml', 'document/no-subgraph policies'],
    ['policies/apis/files.xml', 'document/no-api policies'],
    ['policies/crm.xml', 'document/no-place policies'],
  ])('%s', async (name, expected) => {
    expect(await found({ 'policies/subgraphs.xml': crm(asHeader(used)), [name]: crm('') })).toContain(expected);
  });
});

describe('fragments', () => {
  it.each([
    ['that are not there', '<include-fragment fragment-id="tem" />', 'fragment/unknown tem'],
    ['that include themselves', '<include-fragment fragment-id="loop" />', 'fragment/nested include-fragment'],
    ['that ask for the base, which asks for them', '<include-fragment fragment-id="base" />', 'fragment/base base'],
  ])('%s', async (_what, include, expected) => {
    const files = {
      'policies/subgraphs.xml': crm(include),
      'policies/fragments/team.xml': '<fragment></fragment>',
      'policies/fragments/loop.xml': '<fragment><include-fragment fragment-id="loop" /></fragment>',
      'policies/fragments/base.xml': '<fragment><base /></fragment>',
    };
    expect(await found(files)).toContain(expected);
  });
});

describe('what a text refers to', () => {
  const uses = (text: string) => new UseReader().of([new Source('a.xml', text)]);

  it.each([
    ['in any quotes and order', `<get-authorization-context  authorization-id='b' provider-id='a'/>`, ['a', 'a/b']],
    ['behind an expression with >', '<get-authorization-context identity="@(1 > 0)" provider-id="a" authorization-id="b"/>', ['a', 'a/b']],
  ])('%s', (_what, text, expected) => {
    const { connections } = uses(text);
    expect(connections === 'any' ? connections : [...connections]).toEqual(expected);
  });

  it('is read in linear time', () => {
    const text = `${'<get-authorization-context '.repeat(20_000)}${'{{a'.repeat(20_000)}${'<include-fragment '.repeat(20_000)}`;
    expect(uses(text).connections).toBe('any');
  });
});
