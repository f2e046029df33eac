import { describe, expect, test } from 'vitest';
import { projectFolder } from '../support/project-folder.ts';
import { recordedRun } from './recorded-run.ts';

const config = 'subgraphs: { crm: { url: "http://localhost:1/graphql" } }\nnamedValues: { org: { value: contoso } }\n';

/** A document whose inbound section starts with this. */
const document = (inbound: string): string =>
  `<policies>\n  <inbound>\n    ${inbound}\n    <base />\n  </inbound>\n  <backend><base /></backend>\n  <outbound><base /></outbound>\n  <on-error><base /></on-error>\n</policies>\n`;

const header = (value: string): string => `<set-header name="X-A"><value>${value}</value></set-header>`;
const good = document(header('{{org}}'));

interface Report {
  readonly files: number;
  readonly diagnostics: readonly {
    readonly code: string;
    readonly file: string;
    readonly severity: string;
    readonly range: { readonly start: { readonly offset: number }; readonly end: { readonly offset: number } };
  }[];
  readonly summary: Readonly<Record<'errors' | 'warnings' | 'infos', number>>;
}

/** Found in the small projects here, which have no document for each subgraph; they have tests of their own. */
const ofWholeProjects: ReadonlySet<string> = new Set(['subgraph/no-document', 'named-value/unused', 'fragment/unused']);

/** Lints with `--format json` and takes the report apart. */
async function report(words: readonly string[], cwd: string): Promise<Report & { readonly status: number; readonly err: string }> {
  const { status, out, err } = await recordedRun(['lint', '--format', 'json', ...words], { cwd });
  const { diagnostics, ...others } = JSON.parse(out) as Report;
  return { ...others, diagnostics: diagnostics.filter(({ code }) => !ofWholeProjects.has(code)), status, err };
}

const at = (line: number, column: number, offset: number) => ({ line, column, offset });

describe('the JSON form', () => {
  test('has exactly the members of the contract', async () => {
    const cwd = projectFolder({
      'fedpass.yaml': 'subgraphs: { crm: { url: "http://localhost:1/graphql" } }\n',
      'policies/subgraphs/crm.xml': document(`${header('@(context.Request.Methd)')}\n    <set-header nam="X-B" />`),
    });
    const { out } = await recordedRun(['lint', '--format', 'json'], { cwd });
    const lines = document('').split('\n').slice(0, 2).join('\n').length + 1;
    const expression = lines + '    <set-header name="X-A"><value>@(context.Request.'.length;
    const attribute = lines + `    ${header('@(context.Request.Methd)')}\n    <set-header `.length;
    expect(JSON.parse(out)).toEqual({
      files: 1,
      diagnostics: [
        {
          code: 'csharp/unknown-member',
          cs: 'CS1061',
          severity: 'error',
          message: expect.stringContaining('`Methd`'),
          help: 'did you mean `Method`?',
          file: 'policies/subgraphs/crm.xml',
          range: { start: at(3, 53, expression), end: at(3, 58, expression + 5) },
        },
        {
          code: 'attribute/unknown',
          severity: 'error',
          message: '<set-header> has no attribute `nam`',
          help: 'did you mean `name`?',
          file: 'policies/subgraphs/crm.xml',
          range: { start: at(4, 17, attribute), end: at(4, 20, attribute + 3) },
        },
      ],
      summary: { errors: 2, warnings: 0, infos: 0 },
    });
  });

  test('of nothing found', async () => {
    const cwd = projectFolder({ 'fedpass.yaml': config, 'policies/subgraphs/crm.xml': good });
    expect(await recordedRun(['lint', '--format', 'json'], { cwd })).toEqual({
      status: 0,
      out: `${JSON.stringify({ files: 1, diagnostics: [], summary: { errors: 0, warnings: 0, infos: 0 } }, undefined, 2)}\n`,
      err: '',
    });
  });

  test.each([
    ['a byte order mark counts one', '\uFEFF', 1],
    ['a character outside the BMP counts two', '<!-- 🔑 -->', '<!-- 🔑 -->'.length],
    ['a carriage return counts one', '<!-- -->\r\n', 10],
  ])('%s', async (_what, before, offset) => {
    const cwd = projectFolder({ 'x.xml': `${before}<polices/>` });
    const { diagnostics } = await report(['--isolated', 'x.xml'], cwd);
    expect(diagnostics[0]?.range.start.offset).toBe(offset + 1);
    expect(diagnostics[0]?.range.end.offset).toBe(offset + 1 + 'polices'.length);
  });
});

describe('which files are read', () => {
  const files = {
    'fedpass.yaml': config,
    'policies/subgraphs/crm.xml': good,
    'policies/global.xml': good,
    'policies/notes.txt': 'no document',
    'elsewhere/deep/er/a.xml': good,
    'elsewhere/b.XML': good,
  };

  test.each<[string, readonly string[], number]>([
    ['without paths those of the policies folder', [], 2],
    ['a folder means every .xml below it', ['elsewhere'], 2],
    ['a file means itself', ['policies/global.xml'], 1],
    ['a file that comes twice is read once', ['policies', 'policies/global.xml'], 2],
    ['several of each', ['policies', 'elsewhere/b.XML'], 3],
  ])('%s', async (_what, paths, count) => {
    expect(await report(paths, projectFolder(files))).toMatchObject({ files: count, status: 0, diagnostics: [] });
  });

  test('the policies folder is the configured one', async () => {
    const cwd = projectFolder({ 'fedpass.yaml': `${config}policies: rules\n`, 'rules/global.xml': '<polices/>' });
    expect(await report([], cwd)).toMatchObject({ files: 1, status: 1, diagnostics: [{ file: 'rules/global.xml' }] });
  });

  test('files are named from the working folder', async () => {
    const cwd = projectFolder({ 'sub/fedpass.yaml': config, 'sub/policies/global.xml': '<polices/>' });
    expect((await report(['--config', 'sub/fedpass.yaml'], cwd)).diagnostics[0]?.file).toBe('sub/policies/global.xml');
  });

  test.each<[string, readonly string[], Readonly<Record<string, string>>, string]>([
    ['no policies folder', [], { 'fedpass.yaml': config }, 'there is no policies folder here'],
    ['an empty folder', ['policies'], { 'policies/a.txt': '' }, 'there is no .xml file in policies'],
    ['nothing', ['nowhere'], {}, 'there is no file or folder `nowhere`'],
  ])('%s is a mistake in usage', async (_what, paths, present, sentence) => {
    const { status, out, err } = await recordedRun(['lint', ...paths], { cwd: projectFolder(present) });
    expect([status, out]).toEqual([2, '']);
    expect(err).toContain(`fedpass: ${sentence}\n`);
  });
});

describe('what documents are checked against', () => {
  const broken = document(
    `${header('{{orga}}')}<include-fragment fragment-id="tem" /><get-authorization-context provider-id="crm" authorization-id="x" context-variable-name="y" />`,
  );
  const codes = async (words: readonly string[], files: Readonly<Record<string, string>>) => {
    const { diagnostics, status, err } = await report(words, projectFolder(files));
    return { codes: diagnostics.map(({ code }) => code), status, err };
  };

  test('in a project all references are resolved', async () => {
    const files = {
      'fedpass.yaml': config,
      'policies/subgraphs/crm.xml': broken,
      'policies/fragments/team.xml': '<fragment><set-method>GET</set-method></fragment>',
    };
    expect(await codes([], files)).toEqual({ codes: ['named-value/unknown', 'fragment/unknown', 'provider/unknown'], status: 1, err: '' });
  });

  test('with --isolated they are taken on trust', async () => {
    expect(await codes(['--isolated'], { 'fedpass.yaml': config, 'policies/subgraphs/crm.xml': broken })).toEqual({
      codes: [],
      status: 0,
      err: '',
    });
  });

  test('outside a project too, and that is said', async () => {
    expect(await codes([], { 'policies/subgraphs/crm.xml': broken })).toEqual({
      codes: [],
      status: 0,
      err: 'fedpass: there is no fedpass.yaml here, so each file is checked by itself\n',
    });
  });

  test('environment variables need not be set', async () => {
    const files = {
      'fedpass.yaml': `subgraphs: { crm: { url: "\${env.NOT_SET_HERE}" } }\nnamedValues: { org: { secret: "\${env.NOR_THIS}" } }\n`,
      'policies/subgraphs/crm.xml': good,
    };
    expect(await codes([], files)).toEqual({ codes: [], status: 0, err: '' });
  });

  test('the place in the policies folder says what a document must be, elsewhere its root', async () => {
    const fragment = '<fragment><set-method>GET</set-method></fragment>';
    expect(await codes([], { 'fedpass.yaml': config, 'policies/subgraphs/crm.xml': fragment })).toMatchObject({
      codes: ['document/misplaced-root'],
    });
    expect(await codes(['x.xml'], { 'fedpass.yaml': config, 'x.xml': fragment })).toMatchObject({ codes: [] });
  });

  test.each([
    ['policies/subgraphs/cmr.xml', 'document/no-subgraph'],
    ['policies/subgraph/crm.xml', 'document/no-place'],
    ['policies/crm.xml', 'document/no-place'],
  ])('%s, which nothing uses, is warned of', async (file, code) => {
    expect(await codes([], { 'fedpass.yaml': config, [file]: good })).toEqual({ codes: [code], status: 0, err: '' });
  });
});

describe('exit status', () => {
  const unsupported = document('<xsl-transform />');

  test.each<[string, readonly string[], string, number]>([
    ['clean', [], good, 0],
    ['warnings', [], unsupported, 0],
    ['as many warnings as allowed', ['--max-warnings', '1'], unsupported, 0],
    ['more warnings than allowed', ['--max-warnings', '0'], unsupported, 1],
    ['an error', [], '<polices/>', 1],
    ['an error and allowed warnings', ['--max-warnings', '9'], '<polices/>', 1],
  ])('%s', async (_what, words, text, status) => {
    const cwd = projectFolder({ 'fedpass.yaml': config, 'policies/subgraphs/crm.xml': text });
    expect((await recordedRun(['lint', ...words], { cwd })).status).toBe(status);
  });

  test('a broken configuration ends with 2 and its findings, beside those of the documents', async () => {
    const cwd = projectFolder({ 'fedpass.yaml': 'subgraphz: {}\n', 'policies/global.xml': '<polices/>' });
    const { status, diagnostics } = await report([], cwd);
    expect(status).toBe(2);
    expect(diagnostics.map(({ code, file }) => [code, file])).toEqual([
      ['config/unknown-key', 'fedpass.yaml'],
      ['config/no-subgraphs', 'fedpass.yaml'],
      ['document/root', 'policies/global.xml'],
    ]);
  });
});

describe('severities from the configuration', () => {
  const unsupported = document('<xsl-transform />');
  const lintSection =
    'lint:\n  rules: { unsupported: info }\n  overrides: [{ files: [policies/global.xml], rules: { unsupported/policy: error } }]\n';
  const severities = async (words: readonly string[], files: Readonly<Record<string, string>>) => {
    const { diagnostics, status } = await report(words, projectFolder(files));
    return { found: diagnostics.map(({ code, severity, file }) => `${severity} ${code} ${file}`), status };
  };

  test('hold by folder', async () => {
    const files = { 'fedpass.yaml': config + lintSection, 'policies/global.xml': unsupported, 'policies/subgraphs/crm.xml': unsupported };
    expect(await severities([], files)).toEqual({
      found: ['error unsupported/policy policies/global.xml', 'info unsupported/policy policies/subgraphs/crm.xml'],
      status: 1,
    });
  });

  test('hold with --isolated when the configuration is named, of which nothing else is read', async () => {
    const files = {
      'l.yaml': lintSection,
      'policies/global.xml': document(`${header('{{nope}}')}<xsl-transform />`),
    };
    expect(await severities(['--isolated', '--config', 'l.yaml'], files)).toEqual({
      found: ['error unsupported/policy policies/global.xml'],
      status: 1,
    });
    const project = { 'fedpass.yaml': config + lintSection, 'policies/global.xml': unsupported };
    expect(await severities(['--isolated'], project)).toEqual({ found: ['warning unsupported/policy policies/global.xml'], status: 0 });
  });

  test('hold for findings in the configuration itself', async () => {
    const odd = `${config}listen: { publicUrl: "http://a.example" }\n`;
    const files = { 'fedpass.yaml': `${odd}lint: { rules: { config/public-url-insecure: off } }\n`, 'policies/global.xml': good };
    expect(await severities([], files)).toEqual({ found: [], status: 0 });
  });

  test('do not make a document work that does not', async () => {
    const files = {
      'fedpass.yaml': `${config}lint: { rules: { document: off, document/root: info } }\n`,
      'policies/global.xml': '<polices/>',
    };
    expect(await severities([], files)).toEqual({
      found: ['warning lint/error fedpass.yaml', 'error document/root policies/global.xml'],
      status: 1,
    });
  });

  test.each([
    ['a code that there is not', 'unsupported/polcy', 'lint/unknown-code'],
    ['a group that there is not', 'unsuported', 'lint/unknown-code'],
  ])('%s is warned of', async (_what, code, expected) => {
    const files = {
      'fedpass.yaml': `${config}lint: { overrides: [{ files: [x], rules: { ${code}: off } }] }\n`,
      'policies/global.xml': good,
    };
    expect(await severities([], files)).toEqual({ found: [`warning ${expected} fedpass.yaml`], status: 0 });
  });

  test('a broken section ends with 2', async () => {
    expect(await severities(['--isolated', '--config', 'l.yaml'], { 'l.yaml': 'lint: { rulez: {} }\n', 'policies/a.xml': good })).toEqual({
      found: ['error config/unknown-key l.yaml'],
      status: 2,
    });
  });
});

describe('--quiet and --max-warnings', () => {
  const text = document('<xsl-transform />');

  test('quiet prints errors only, and warnings still count', async () => {
    const cwd = projectFolder({ 'p/a.xml': text, 'p/b.xml': '<polices />' });
    expect(await report(['--isolated', '--quiet', 'p'], cwd)).toMatchObject({
      diagnostics: [{ code: 'document/root' }],
      summary: { errors: 1, warnings: 0 },
    });
    const quiet = await recordedRun(['lint', '--isolated', '--quiet', '--max-warnings', '0', 'p/a.xml'], { cwd });
    expect(quiet).toEqual({
      status: 1,
      out: 'clean: 1 file, nothing found\n',
      err: 'fedpass: 1 warning is more than the 0 that are allowed\n',
    });
  });

  test.each(['-1', 'x', '1.5', ''])('`%s` is no count of warnings', async (count) => {
    expect(await recordedRun(['lint', `--max-warnings=${count}`])).toMatchObject({ status: 2, out: '' });
  });
});

test('for people: place, code, frame and help, then the count', async () => {
  const cwd = projectFolder({ 'policies/global.xml': '<polices />\n' });
  const { out, err } = await recordedRun(['lint', '--isolated'], { cwd });
  expect(err).toBe('');
  expect(out).toMatchInlineSnapshot(`
    "policies/global.xml:1:2: error: <polices> is no root of a policy document [document/root]
    > 1 | <polices />
        |  ^^^^^^^
      2 |
      help: did you mean <policies>?

    1 file: 1 error
    "
  `);
});
