import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { describe, expect, test } from 'vitest';
import { run } from '../support/program.ts';
import { projectFolder } from '../support/project-folder.ts';
import { recordedRun } from './recorded-run.ts';
// What the command loads when it runs takes longer to load than a test may.
import '../../src/cli/compile/compile-to.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const config = 'subgraphs: { crm: { url: "http://localhost:1/graphql" }, billing: { url: "http://localhost:2/graphql" } }\n';

const crm = `<policies>
  <inbound>
    <base />
    <include-fragment fragment-id="team" />
    <choose>
      <when condition="@(context.Request.Method == "POST")">
        <set-header name="X-Sent"><value>@{
          var parts = new List<string>();
          foreach (var header in context.Request.Headers) { parts.Add(header.Key); }
          return string.Join(",", parts) + "-here";
        }</value></set-header>
      </when>
    </choose>
  </inbound>
  <backend><base /></backend>
  <outbound><base /></outbound>
  <on-error><base /></on-error>
</policies>
`;
const fragment = '<fragment><set-header name="X-Team"><value>@("blue-" + context.Api.Name)</value></set-header></fragment>\n';
const files = { 'fedpass.yaml': config, 'policies/subgraphs/crm.xml': crm, 'policies/fragments/team.xml': fragment };

/** The line and column, from 1, of the first occurrence. */
function positionOf(text: string, part: string): { readonly line: number; readonly column: number } {
  const before = text.slice(0, text.indexOf(part)).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

describe('what it writes', () => {
  test.each([
    ['in the project', 'build/handlers'],
    ['outside of it', '../elsewhere'],
  ])('%s passes tsc, imports nothing but fedpass, and runs', async (_what, out) => {
    const inProject = Object.entries(files).map(([name, text]) => [`project/${name}`, text]);
    // Whatever the package around them says, the handlers are ES modules.
    const folder = projectFolder({ ...Object.fromEntries(inProject), 'package.json': '{ "type": "commonjs" }' });
    const cwd = join(folder, 'project');
    const { status, out: printed, err } = await run(['compile', '--out', out], { cwd }).ended();
    expect([status, err]).toEqual([0, '']);
    const target = resolve(cwd, out);
    const names = readdirSync(target, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(ts|js|json)$/.test(name));
    expect(printed.trimEnd().split('\n').sort()).toEqual(names.map((name) => `${out}/${name}`).sort());
    expect(names.sort()).toEqual([
      'fragments/team.js',
      'fragments/team.ts',
      'package.json',
      'subgraphs/crm.js',
      'subgraphs/crm.ts',
      'tsconfig.json',
    ]);

    execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', target], { stdio: 'pipe' });

    for (const name of names.filter((one) => one.endsWith('.js')))
      for (const [, module = ''] of readFileSync(join(target, name), 'utf8').matchAll(/\bfrom '([^']+)'|\bimport\(/g))
        expect(module).toMatch(/^(fedpass\/(runtime|policies)\/|\.\.?\/)/);

    mkdirSync(join(folder, 'node_modules'));
    symlinkSync(root, join(folder, 'node_modules/fedpass'));
    const script = `const m = await import(${JSON.stringify(join(target, 'subgraphs/crm.js'))}); console.log(Object.keys(m).sort().join());`;
    const exported = execFileSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' });
    expect(exported.trim()).toBe('backend,inbound,meta,onError,outbound');
  });

  test('maps a place inside an expression back to the document', async () => {
    const cwd = projectFolder(files);
    await recordedRun(['compile', '--out', 'out'], { cwd });
    for (const language of ['js', 'ts']) {
      const file = join(cwd, `out/subgraphs/crm.${language}`);
      const text = readFileSync(file, 'utf8');
      expect(text).toContain(`//# sourceMappingURL=crm.${language}.map\n`);
      const map = new TraceMap(readFileSync(`${file}.map`, 'utf8'), `file://${file}.map`);
      expect(map.resolvedSources).toEqual([`file://${join(cwd, 'policies/subgraphs/crm.xml')}`]);
      expect(map.sourcesContent).toEqual([crm]);
      for (const [compiled, written] of [
        ["'POST'", '"POST"'],
        ["',', $parts", '",", parts'],
        ['KeyValuePair_.key($header)', 'header.Key'],
      ] as const) {
        const from = positionOf(text.slice(text.indexOf('const { sites }')), compiled);
        const offset = text.slice(0, text.indexOf('const { sites }')).split('\n').length - 1;
        const { line, column } = originalPositionFor(map, { line: from.line + offset, column: from.column - 1 });
        expect([written, line, (column ?? -1) + 1]).toEqual([written, ...Object.values(positionOf(crm, written))]);
      }
    }
  });
});

describe('which documents are compiled', () => {
  const two = { ...files, 'policies/subgraphs/billing.xml': crm };

  test('with a path that one, and what it includes', async () => {
    const cwd = projectFolder(two);
    const { status, out } = await recordedRun(['compile', 'policies/subgraphs/crm.xml', '--out', 'o'], { cwd });
    expect([status, out.split('\n').filter((line) => line.endsWith('.ts'))]).toEqual([0, ['o/fragments/team.ts', 'o/subgraphs/crm.ts']]);
  });

  test('what is broken is not written, the rest is; status 1, findings on stderr', async () => {
    const cwd = projectFolder({ ...two, 'policies/subgraphs/billing.xml': crm.replace('Method', 'Methd') });
    const { status, out, err } = await recordedRun(['compile', '--out', 'o'], { cwd });
    expect(status).toBe(1);
    expect(err).toContain('policies/subgraphs/billing.xml:6:42: error: ');
    expect(err).toContain('3 files: 1 error');
    expect(existsSync(join(cwd, 'o/subgraphs/billing.js'))).toBe(false);
    expect(out).toContain('o/subgraphs/crm.js\n');
  });

  test('what cannot run here is an error', async () => {
    const cwd = projectFolder({
      ...files,
      'policies/subgraphs/crm.xml': crm.replace('<base />', '<base /><xsl-transform />'),
    });
    const { status, err } = await recordedRun(['compile', '--out', 'o'], { cwd });
    expect([status, existsSync(join(cwd, 'o/subgraphs/crm.ts'))]).toEqual([1, false]);
    expect(err).toContain('error: ');
    expect(err).toContain('[unsupported/policy]');
  });

  test.each([
    ['a folder', 'a'],
    ['a file', 'a/x.xml'],
  ])('with --isolated each file of %s by itself', async (_what, path) => {
    const cwd = projectFolder({ 'a/x.xml': crm.replace('<include-fragment fragment-id="team" />', '') });
    const { status, out } = await recordedRun(['compile', '--isolated', path, '--out', 'o'], { cwd });
    expect([status, out]).toEqual([0, 'o/x.ts\no/x.js\no/tsconfig.json\no/package.json\n']);
  });

  test('with --isolated named values are read when the handler runs, in the type that the policy takes', async () => {
    const xml = `<policies>
      <inbound>
        <base />
        <include-fragment fragment-id="team" />
        <set-header name="X-{{name}}"><value>{{plain}} and {{more}}</value></set-header>
        <set-header name="X-Key"><value>@($"Key {{key}} {context.Request.Method}")</value></set-header>
        <choose><when condition="{{flag}}"><set-method>PUT</set-method></when></choose>
      </inbound>
      <backend><forward-request timeout="{{seconds}}" /></backend>
    </policies>`;
    const cwd = projectFolder({ 'x.xml': xml, 'more/team.xml': fragment });
    const { status, out, err } = await run(['compile', '--isolated', 'x.xml', 'more', '--out', 'o'], { cwd }).ended();
    expect([status, err]).toEqual([0, '']);
    expect(out.split('\n').filter((name) => name.endsWith('.ts'))).toEqual(['o/team.ts', 'o/x.ts']);
    const handler = readFileSync(join(cwd, 'o/x.ts'), 'utf8');
    for (const written of [
      "name: 'X-' + x.context.namedValue('name')",
      "value: [x.context.namedValue('plain') + ' and ' + x.context.namedValue('more')]",
      "`Key ${context.namedValue('key')} ${",
      "if (asBool(x.context.namedValue('flag')))",
      "timeout: asInt(x.context.namedValue('seconds'))",
      "from './team.js'",
    ])
      expect(handler).toContain(written);
    execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', join(cwd, 'o')], { stdio: 'pipe' });
  });

  test.each([
    [
      'a named value in code position',
      '<set-header name="A"><value>@({{limit}} + 1)</value></set-header>',
      'the text of a named value that stands in code',
      '@({{limit}} + 1)',
    ],
    [
      'a fragment by a named value',
      '<include-fragment fragment-id="{{id}}" />',
      'a fragment that is known only when the handler runs',
      '<include-fragment fragment-id="{{id}}" />',
    ],
    [
      'a fragment that is not given',
      '<include-fragment fragment-id="team" />',
      'the fragment `team`',
      '<include-fragment fragment-id="team" />',
    ],
    [
      'the placeholder of another tool',
      '<forward-request timeout="SECONDS_MAX" />',
      'a value for the placeholder `SECONDS_MAX`',
      'SECONDS_MAX',
    ],
  ])('with --isolated a handler fails where it comes to %s', async (_what, policy, lacks, part) => {
    const cwd = projectFolder({ 'x.xml': `<policies><backend>${policy}</backend></policies>` });
    const { status, err } = await recordedRun(['compile', '--isolated', 'x.xml', '--out', 'o'], { cwd });
    expect(status).toBe(0);
    const column = '<policies><backend>'.length + policy.indexOf(part) + 1;
    expect(err).toContain(`x.xml:1:${column}: warning: the document is compiled by itself and lacks ${lacks}: it fails when it comes here`);
    expect(readFileSync(join(cwd, 'o/x.ts'), 'utf8')).toContain(`unresolved(x, '${lacks}')`);
  });

  test('with --isolated two files for one handler are a mistake in usage', async () => {
    const cwd = projectFolder({ 'a/x.xml': crm, 'b/x.xml': crm });
    const { status, err } = await recordedRun(['compile', '--isolated', 'a', 'b', '--out', 'o'], { cwd });
    expect([status, err]).toEqual([
      2,
      'fedpass: `a/x.xml` and `b/x.xml` would be written to the same handler\n  help: compile them apart\n',
    ]);
  });

  test.each([
    ['fragment', { 'policies/fragments/team.xml': '<fragment><set-method>' }],
    ['base', { 'policies/subgraphs.xml': '<policies><inbound>' }],
  ])('what calls a broken %s is not written either: it would lack its policies', async (_what, broken) => {
    const cwd = projectFolder({ ...files, 'policies/global.xml': '<policies><inbound /></policies>', ...broken });
    const { status, out, err } = await recordedRun(['compile', '--out', 'o'], { cwd });
    expect(status).toBe(1);
    expect(err).not.toContain('policies/subgraphs/crm.xml');
    expect(out.split('\n').filter((name) => name.endsWith('.ts'))).not.toContain('o/subgraphs/crm.ts');
    expect(out).toContain('o/global.ts\n');
  });

  test.each<[string, readonly string[], Readonly<Record<string, string>>, string]>([
    ['a file of no project', ['x.xml'], { 'x.xml': crm }, '`x.xml` is no document of this project'],
    ['no documents', [], { 'policies/subgraphs/crm.xml': '' }, 'there is no policy document in policies'],
  ])('%s is a mistake in usage', async (_what, words, more, sentence) => {
    const cwd = projectFolder(more['policies/subgraphs/crm.xml'] === '' ? { 'fedpass.yaml': config } : { ...files, ...more });
    const { status, out, err } = await recordedRun(['compile', ...words, '--out', 'o'], { cwd });
    expect([status, out, err.split('\n')[0]]).toEqual([2, '', `fedpass: ${sentence}`]);
    expect(existsSync(join(cwd, 'o'))).toBe(false);
  });

  test.each([
    ['tsconfig.json', '{ "compilerOptions": { "strict": false } }'],
    ['tsconfig.json', '// mine\n{}'],
    ['subgraphs/crm.ts', 'export const mine = 1;\n'],
  ])('a file of somebody else is never replaced: %s', async (name, text) => {
    const cwd = projectFolder({ ...files, [name]: text });
    const { status, out, err } = await recordedRun(['compile', '--out', '.'], { cwd });
    expect([status, out]).toEqual([2, '']);
    expect(err).toBe(`fedpass: \`${name}\` is there already and was not made by compile\n  help: name another folder with --out\n`);
    expect(readFileSync(join(cwd, name), 'utf8')).toBe(text);
    expect(existsSync(join(cwd, 'fragments'))).toBe(false);
  });

  test('beside a package.json of the project it writes what it wrote before, again', async () => {
    const cwd = projectFolder({ ...files, 'package.json': '{ "name": "mine" }' });
    for (const _time of [1, 2]) {
      const { status, out } = await recordedRun(['compile', '--out', '.'], { cwd });
      expect([status, out]).toEqual([0, 'fragments/team.ts\nfragments/team.js\nsubgraphs/crm.ts\nsubgraphs/crm.js\ntsconfig.json\n']);
    }
    expect(readFileSync(join(cwd, 'package.json'), 'utf8')).toBe('{ "name": "mine" }');
  });

  test('a folder that cannot be written to is one', async () => {
    const { status, err } = await recordedRun(['compile', '--out', 'fedpass.yaml'], { cwd: projectFolder(files) });
    expect(status).toBe(2);
    expect(err).toMatch(/^fedpass: `fedpass\.yaml\/.*` cannot be written \(\w+\)\n/);
  });

  test('a broken configuration ends with status 2, and nothing is written', async () => {
    const cwd = projectFolder({ ...files, 'fedpass.yaml': 'subgraphs: 3\n' });
    const { status, out, err } = await recordedRun(['compile', '--out', 'o'], { cwd });
    expect([status, out, existsSync(join(cwd, 'o'))]).toEqual([2, '', false]);
    expect(err).toContain('fedpass.yaml:1:12: error: ');
  });
});
