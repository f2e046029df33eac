import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createLibrary } from '../../../src/cli/library.ts';
import { HandlerLoader } from '../../../src/cli/project/handler-loader.ts';
import { HandlerStore, type Refresh } from '../../../src/cli/project/handler-store.ts';
import type { ProjectDocument } from '../../../src/compiler/compile-project.ts';
import { scopeOf } from '../../../src/compiler/scope-of.ts';
import { Source } from '../../../src/diagnostics/source.ts';
import { runHandler } from '../../../src/runtime/pipeline.ts';
import { recordedExchange } from '../../support/exchange.ts';

const library = createLibrary();
const folder = mkdtempSync(join(tmpdir(), 'fedpass-handlers-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let loader: HandlerLoader;
let store: HandlerStore;
beforeEach(() => {
  loader = new HandlerLoader(folder);
  store = new HandlerStore(loader, { library, namedValues: new Map(), connections: 'unknown' });
});

/** Documents by their names, as they would be read from the policies folder. */
const documents = (texts: Readonly<Record<string, string>>): readonly ProjectDocument[] =>
  Object.entries(texts).map(([name, text]) => {
    const scope = scopeOf(name);
    if (scope === undefined) throw new Error(`${name} is no place for a document`);
    return { name, scope, source: new Source(`policies/${name}.xml`, text) };
  });
const sends = (value: string): string =>
  `<policies><inbound><set-header name="X-Team"><value>${value}</value></set-header></inbound></policies>`;
const refresh = (texts: Readonly<Record<string, string>>): Promise<Refresh> => store.refresh(documents(texts));

/** The header that the current handler of `crm` sends; undefined when it sends none. */
async function sent(set = store.current()): Promise<string | undefined> {
  const { x } = recordedExchange();
  await runHandler(set.subgraph('crm'), x);
  return x.context.request.headers.sent.get('X-Team')?.[0];
}

describe('a refresh', () => {
  it('serves what is new, and says what changed', async () => {
    expect(await refresh({ 'subgraphs/crm': sends('one') })).toEqual({ changed: ['subgraphs/crm'], broken: [], findings: [] });
    const before = store.current();
    expect((await refresh({ 'subgraphs/crm': sends('two') })).changed).toEqual(['subgraphs/crm']);
    expect([await sent(before), await sent()]).toEqual(['one', 'two']);
  });

  it('with a broken document keeps its last good text and takes the others', async () => {
    await refresh({ 'subgraphs/crm': sends('one'), subgraphs: sends('base') });
    const { changed, broken, findings } = await refresh({ 'subgraphs/crm': '<policies>', subgraphs: sends('new base') });
    expect([changed, broken]).toEqual([['subgraphs'], ['subgraphs/crm']]);
    expect(findings.map(({ source }) => source.file)).toEqual(['policies/subgraphs/crm.xml']);
    expect(await sent()).toBe('one');
  });

  it('that cannot be completed with the last good texts either changes nothing', async () => {
    const crm = '<policies><inbound><include-fragment fragment-id="team" /></inbound></policies>';
    const fragment = '<fragment><set-header name="X-Team"><value>one</value></set-header></fragment>';
    await refresh({ 'subgraphs/crm': crm, 'fragments/team': fragment, subgraphs: sends('base') });
    const { changed, broken } = await refresh({ 'subgraphs/crm': crm, subgraphs: sends('new base') });
    expect([changed, broken]).toEqual([[], ['subgraphs/crm']]);
    expect(await sent()).toBe('one');
  });

  it('without any document keeps the handlers: a folder that vanished is no wish to serve without policies', async () => {
    await refresh({ 'subgraphs/crm': sends('one'), subgraphs: sends('base') });
    expect(await refresh({})).toEqual({ changed: [], broken: ['subgraphs', 'subgraphs/crm'], findings: [] });
    expect(await sent()).toBe('one');
    expect((await refresh({ 'subgraphs/crm': sends('two'), subgraphs: sends('base') })).changed).toEqual(['subgraphs/crm']);
    expect(await sent()).toBe('two');
  });

  it('without any document at the first start leaves calls as they are', async () => {
    expect(await refresh({})).toEqual({ changed: [], broken: [], findings: [] });
    expect(await sent()).toBeUndefined();
  });

  it('that takes longer than the next does not replace it', async () => {
    const load = loader.load.bind(loader);
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    let loads = 0;
    loader.load = async (compiled) => {
      if (++loads === 1) await held;
      return load(compiled);
    };
    const first = refresh({ 'subgraphs/crm': sends('one') });
    const second = refresh({ 'subgraphs/crm': sends('two') });
    letGo();
    expect((await first).changed).toEqual(['subgraphs/crm']);
    expect((await second).changed).toEqual(['subgraphs/crm']);
    expect(await sent()).toBe('two');
  });

  it('that fails inside does not stop the next', async () => {
    const load = loader.load.bind(loader);
    loader.load = () => Promise.reject(new Error('the disk is full'));
    await expect(refresh({ 'subgraphs/crm': sends('one') })).rejects.toThrow('the disk is full');
    loader.load = load;
    await refresh({ 'subgraphs/crm': sends('two') });
    expect(await sent()).toBe('two');
  });
});
