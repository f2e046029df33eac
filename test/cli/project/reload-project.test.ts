import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createLibrary } from '../../../src/cli/library.ts';
import { makeHandlerFolder } from '../../../src/cli/project/handler-folder.ts';
import { HandlerLoader } from '../../../src/cli/project/handler-loader.ts';
import { HandlerStore, type Refresh } from '../../../src/cli/project/handler-store.ts';
import { readDocuments } from '../../../src/cli/project/read-documents.ts';
import { readSchemas } from '../../../src/cli/project/read-schemas.ts';
import { ProjectReload, type SchemaReload } from '../../../src/cli/project/reload-project.ts';
import { loadConfig } from '../../../src/config/load.ts';
import { compose } from '../../../src/gateway/2-plan/compose.ts';
import type { SchemaSource } from '../../../src/gateway/serve.ts';
import { type LogLine, memoryLog } from '../../gateway/support/gateway.ts';
import { projectFolder } from '../../support/project-folder.ts';

const schemaFile = 'subgraphs/people/schema.graphql';
const documentFile = 'policies/subgraphs/people.xml';
const document = (value: string): string =>
  `<policies><inbound><set-header name="X-Mark"><value>${value}</value></set-header></inbound></policies>`;

let cwd: string;
let loader: HandlerLoader;
let handlers: HandlerStore;
let log: LogLine[];
/** What was told, and what was swapped, in order. */
let refreshes: Refresh[];
let reloads: SchemaReload[];
let steps: string[];
let prepared: number;
let isReady: Promise<void>;
let reload: ProjectReload;

beforeEach(async () => {
  cwd = projectFolder({
    'fedpass.yaml': 'subgraphs: { people: { url: http://people.example/graphql } }',
    [schemaFile]: 'type Query { me: Int }',
    [documentFile]: document('one'),
  });
  const { config } = loadConfig('fedpass.yaml', {}, 'skip', cwd);
  if (config === undefined) throw new Error('no configuration');
  const folder = makeHandlerFolder();
  onTestFinished(() => folder.remove());
  loader = new HandlerLoader(folder.path);
  handlers = new HandlerStore(loader, { library: createLibrary(), namedValues: new Map(), connections: 'unknown' });
  await handlers.refresh(readDocuments(config.policies, cwd).documents);
  const first = handlers.current();
  const step = (what: string): void => void steps.push(`${what}, documents ${handlers.current() === first ? 'old' : 'new'}`);
  [log, refreshes, reloads, steps, prepared, isReady] = [[], [], [], [], 0, Promise.resolve()];
  const gateway = {
    async prepare(schema: SchemaSource) {
      prepared++;
      if (schema.kind === 'subgraphs') compose(schema.subgraphs);
      await isReady;
      step('schemas ready');
      let isSwapped = false;
      return () => {
        if (!isSwapped) step('schemas swapped');
        isSwapped = true;
      };
    },
  };
  reload = new ProjectReload(
    { config, cwd, handlers, gateway, schemas: readSchemas(config, cwd).schemas, log: memoryLog(log) },
    { onReload: (refresh) => refreshes.push(refresh), onSchemas: (came) => reloads.push(came) },
  );
});

const write = (file: string, text: string): void => writeFileSync(join(cwd, file), text);
const newSchema = 'type Query { me: Int you: Int }';

describe('what changed on disk', () => {
  it('is swapped in one step, when all of it is ready', async () => {
    const load = loader.load.bind(loader);
    isReady = new Promise((ready) => {
      loader.load = async (documents) => {
        const modules = await load(documents);
        // Much later than the documents.
        setImmediate(ready);
        return modules;
      };
    });
    write(schemaFile, newSchema);
    write(documentFile, document('two'));
    await reload.ask();
    expect(steps).toEqual(['schemas ready, documents old', 'schemas swapped, documents new']);
    expect([refreshes.map(({ changed }) => changed), reloads]).toEqual([[['subgraphs/people']], [{ kind: 'served' }]]);
  });

  it('is all that is told of, and made', async () => {
    await reload.ask();
    write(documentFile, document('two'));
    await reload.ask();
    expect([prepared, refreshes.length, reloads]).toEqual([0, 1, []]);
    write(schemaFile, newSchema);
    await reload.ask();
    expect([prepared, refreshes.length, reloads]).toEqual([1, 1, [{ kind: 'served' }]]);
  });

  it('is served once, however often it is asked for', async () => {
    write(schemaFile, newSchema);
    const first = reload.ask();
    write(schemaFile, 'type Query { you: Int }');
    await Promise.all([first, ...Array.from({ length: 20 }, () => reload.ask())]);
    expect(prepared).toBe(2);
  });
});

describe('what is broken keeps nothing else from being served:', () => {
  it('a schema that does not compose', async () => {
    write(schemaFile, 'type Query { me: Nobody }');
    write(documentFile, document('two'));
    await reload.ask();
    const [refused] = reloads;
    expect(refused?.kind === 'refused' && refused.findings.map(({ source, severity }) => [source.file, severity])).toEqual([
      [schemaFile, 'error'],
    ]);
    expect(refreshes.map(({ changed }) => changed)).toEqual([['subgraphs/people']]);
    // It is not composed again for what has nothing to do with it.
    write(documentFile, document('three'));
    await reload.ask();
    expect([prepared, reloads.length, refreshes.length]).toEqual([1, 1, 2]);
    write(schemaFile, newSchema);
    await reload.ask();
    expect(reloads.at(-1)).toEqual({ kind: 'served' });
  });

  it('a schema that is gone', async () => {
    rmSync(join(cwd, schemaFile));
    await reload.ask();
    expect([prepared, reloads.map(({ kind }) => kind)]).toEqual([0, ['refused']]);
    write(schemaFile, 'type Query { me: Int }');
    await reload.ask();
    expect(reloads.map(({ kind }) => kind)).toEqual(['refused', 'served']);
  });

  it('a document', async () => {
    write(documentFile, '<policies>');
    write(schemaFile, newSchema);
    await reload.ask();
    expect(refreshes.map(({ changed, broken }) => [changed, broken])).toEqual([[[], ['subgraphs/people']]]);
    expect(steps.at(-1)).toBe('schemas swapped, documents old');
    // It is not told of again for what has nothing to do with it.
    write(schemaFile, 'type Query { you: Int }');
    await reload.ask();
    expect([refreshes.length, reloads.length]).toEqual([1, 2]);
  });

  it('documents that cannot be loaded', async () => {
    loader.load = () => Promise.reject(new Error('the disk is full'));
    write(documentFile, document('two'));
    write(schemaFile, newSchema);
    await reload.ask();
    expect(log.map(({ fields }) => fields['error'])).toEqual(['the disk is full']);
    expect([steps.at(-1), reloads]).toEqual(['schemas swapped, documents old', [{ kind: 'served' }]]);
  });
});
