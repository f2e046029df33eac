import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
// Loaded when it is needed; a test that waits for that the first time may run out of its own.
import '../../../src/cli/lint/check-document.ts';
import type { LintCache } from '../../../src/cli/lint/cache/cache.ts';
import { type CacheChoice, openCache } from '../../../src/cli/lint/cache/open-cache.ts';
import { LintSession, type Subject } from '../../../src/cli/lint/session.ts';
import { projectFolder } from '../../support/project-folder.ts';

const limit = '<xsl-transform />';
const document = (inbound: string): string =>
  `<policies>\n<inbound>\n<base />\n${inbound}\n</inbound>\n<backend><base /></backend>\n<outbound><base /></outbound>\n<on-error><base /></on-error>\n</policies>\n`;
const config = (rest = '') => `subgraphs: { crm: { url: "http://localhost:1/graphql" } }\n${rest}`;
const on: CacheChoice = { kind: 'on', location: undefined };

/** Checks documents in a process of its own, as far as the cache can tell. */
async function run(
  cwd: string,
  { subject = {}, cache = on, version = 'v1' }: { subject?: Partial<Subject>; cache?: CacheChoice; version?: string } = {},
) {
  const io = {
    cwd,
    env: {},
    out: () => undefined,
    err: () => undefined,
    color: { out: false, err: false },
    interactive: false,
    stopped: new Promise<void>(() => undefined),
  };
  const opened: LintCache = openCache(cache, io, version);
  const session = new LintSession({ paths: [], config: undefined, isolated: false, dialect: 'auto', ...subject }, io, opened);
  const { checked, findings } = await session.run();
  return { checked, found: findings.map(({ code, severity, source, span }) => [code, severity, source.file, span.start]) };
}

const project = (extra: Readonly<Record<string, string>> = {}) =>
  projectFolder({
    'fedpass.yaml': config(),
    'policies/subgraphs/crm.xml': document(`<include-fragment fragment-id="team" />\n${limit}`),
    'policies/fragments/team.xml': `<fragment>\n${limit}\n</fragment>\n`,
    'policies/fragments/other.xml': '<fragment><set-method>GET</set-method></fragment>\n',
    ...extra,
  });

const write = (cwd: string, name: string, text: string): void => writeFileSync(join(cwd, name), text);

describe('a second run', () => {
  it('checks nothing anew, and finds the same', async () => {
    const cwd = project();
    const first = await run(cwd);
    expect(first.checked).toBe(3);
    expect(await run(cwd)).toEqual({ ...first, checked: 0 });
    expect(first.found.map(([code]) => code)).toEqual(['fragment/unused', 'unsupported/policy', 'unsupported/policy']);
  });

  it.each<[string, (cwd: string) => void, Parameters<typeof run>[1], number]>([
    [
      'a document that changed',
      (cwd) => write(cwd, 'policies/subgraphs/crm.xml', document('<include-fragment fragment-id="team" />')),
      {},
      1,
    ],
    ['a fragment that nobody includes any more', (cwd) => write(cwd, 'policies/subgraphs/crm.xml', document(limit)), {}, 1],
    [
      'a fragment that changed, and who includes it',
      (cwd) => write(cwd, 'policies/fragments/team.xml', '<fragment><set-method>PUT</set-method></fragment>'),
      {},
      2,
    ],
    [
      'a fragment that nobody includes',
      (cwd) => write(cwd, 'policies/fragments/other.xml', '<fragment><set-method>PUT</set-method></fragment>'),
      {},
      1,
    ],
    [
      'all when there is another fragment',
      (cwd) => write(cwd, 'policies/fragments/new.xml', '<fragment><set-method>PUT</set-method></fragment>'),
      {},
      4,
    ],
    ['who stands in the base when it comes', (cwd) => write(cwd, 'policies/subgraphs.xml', document('')), {}, 2],
    ['all when a named value changes', (cwd) => write(cwd, 'fedpass.yaml', config('namedValues: { a: { value: b } }\n')), {}, 3],
    ['all when a rule gets options', (cwd) => write(cwd, 'fedpass.yaml', config('lint: { rules: { a/b: [off, { c: 1 }] } }\n')), {}, 3],
    [
      'nothing when only a severity changes',
      (cwd) => write(cwd, 'fedpass.yaml', config('lint: { rules: { unsupported: error } }\n')),
      {},
      0,
    ],
    ['all in another dialect', () => undefined, { subject: { dialect: 'rawxml' } }, 3],
    ['all alone', () => undefined, { subject: { isolated: true } }, 3],
    ['all with another program', () => undefined, { version: 'v2' }, 3],
    ['all without a cache', () => undefined, { cache: { kind: 'off' } }, 3],
    ['nothing of part of the documents', () => undefined, { subject: { paths: ['policies/fragments'] } }, 0],
  ])('checks %s', async (_what, change, how, checked) => {
    const cwd = project();
    await run(cwd);
    change(cwd);
    expect((await run(cwd, how)).checked).toBe(checked);
  });

  it('finds the same as one without a cache, after any change', async () => {
    const cwd = project();
    for (const text of [
      document(limit),
      document(''),
      '<polices/>',
      document(`<!-- fedpass-disable-file unsupported/policy: ok -->${limit}`),
    ]) {
      write(cwd, 'policies/subgraphs/crm.xml', text);
      const { found } = await run(cwd, { cache: { kind: 'off' } });
      expect((await run(cwd)).found).toEqual(found);
      expect(await run(cwd)).toEqual({ checked: 0, found });
    }
  });

  it('of another part keeps what the first part left', async () => {
    const cwd = project();
    await run(cwd, { subject: { paths: ['policies/subgraphs'] } });
    await run(cwd, { subject: { paths: ['policies/fragments'] } });
    expect((await run(cwd)).checked).toBe(0);
  });
});

describe('the cache', () => {
  const file = (cwd: string) => join(cwd, '.fedpass', 'cache', 'lint.json');

  it.each<[string, (text: string) => string]>([
    ['cut short', (text) => text.slice(0, text.length / 2)],
    ['empty', () => ''],
    ['of another shape', () => '[]'],
    ['with entries of another shape', () => '{"version":"v1","entries":[1,["policies/subgraphs/crm.xml",{"key":1}],{}]}'],
    [
      'with findings of another shape',
      (text) => text.replaceAll('"severity":"warning"', '"severity":"fatal"').replaceAll('"directives":[]', '"directives":[{}]'),
    ],
  ])('that is %s is ignored and replaced', async (_what, damage) => {
    const cwd = project();
    const first = await run(cwd);
    writeFileSync(file(cwd), damage(readFileSync(file(cwd), 'utf8')));
    expect(await run(cwd)).toEqual(first);
    expect((await run(cwd)).checked).toBe(0);
  });

  it('forgets documents that are gone', async () => {
    const cwd = project({ 'policies/fragments/gone.xml': '<fragment />' });
    await run(cwd);
    writeFileSync(file(cwd), readFileSync(file(cwd), 'utf8').replaceAll('gone.xml', 'gone2.xml'));
    write(cwd, 'policies/fragments/other.xml', '<fragment> </fragment>');
    await run(cwd);
    expect(readFileSync(file(cwd), 'utf8')).not.toContain('gone2.xml');
  });

  it('stands where it is told, else beside the packages, else beside the state', async () => {
    const cwd = project();
    await run(cwd, { cache: { kind: 'on', location: 'x/y' } });
    expect(readdirSync(join(cwd, 'x/y'))).toEqual(['lint.json']);
    mkdirSync(join(cwd, 'node_modules'));
    await run(cwd);
    expect(readdirSync(join(cwd, 'node_modules/.cache/fedpass'))).toEqual(['lint.json']);
    expect(existsSync(join(cwd, '.fedpass'))).toBe(false);
  });

  it('that cannot be written costs nothing but time', async () => {
    const cwd = project({ blocked: '' });
    const cache: CacheChoice = { kind: 'on', location: 'blocked/deep' };
    const first = await run(cwd, { cache });
    expect(await run(cwd, { cache })).toEqual(first);
  });

  it('holds no named value', async () => {
    const cwd = project({ 'fedpass.yaml': config('namedValues: { a: { value: in-plain-sight } }\n') });
    await run(cwd);
    expect(readFileSync(file(cwd), 'utf8')).not.toContain('in-plain-sight');
  });

  it('is no trouble for runs at the same time', async () => {
    const cwd = project();
    const all = await Promise.all(Array.from({ length: 5 }, () => run(cwd)));
    expect(new Set(all.map(({ found }) => JSON.stringify(found))).size).toBe(1);
    expect((await run(cwd)).checked).toBe(0);
    expect(readdirSync(join(cwd, '.fedpass/cache'))).toEqual(['lint.json']);
  });
});
