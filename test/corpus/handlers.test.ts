import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { createLibrary } from '../../src/cli/library.ts';
import { HandlerLoader } from '../../src/cli/project/handler-loader.ts';
import { xmlFiles } from '../../src/cli/project/read-documents.ts';
import { compileProject, type ProjectDocument } from '../../src/compiler/compile-project.ts';
import { Source } from '../../src/diagnostics/source.ts';
import { typeErrors } from '../support/handler-files.ts';
import { internalErrors } from '../support/internal-errors.ts';
import { recordedGivens } from '../support/recorded-givens.ts';

/** Published policies, when they are there: other people's text, so it is read where it is and never copied. */
const corpus = fileURLToPath(new URL('../../../shared/corpus', import.meta.url));

/** Documents that C# or the language refuses, though nothing is expected of them: each with the reason. */
const exceptions: Readonly<Record<string, string>> = {
  'Azure-Samples__Apim-Samples/samples__inference-failover__apim-policies__inference-api-policy.xml':
    'a placeholder stands in code, as in a document beside it that is expected to fail',
  'Azure__api-management-policy-snippets/examples__Extract_value_from_XML.xml':
    'uses XmlReader, which is not among the types that expressions may use',
  'Azure__api-management-policy-snippets/examples__GET_a_file_from_blobStorage_account.xml': 'calls a property like a method (CS1955)',
  'Azure__api-management-policy-snippets/examples__PUT_a_file_to_blobStorage_account.xml': 'calls a property like a method (CS1955)',
};

describe.skipIf(!existsSync(corpus))('published policies without expected errors', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fedpass-corpus-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const sources = existsSync(corpus) ? xmlFiles(corpus).map((path) => new Source(relative(corpus, path), readFileSync(path, 'utf8'))) : [];
  const compiled = compileProject(documentsOf(sources), facts(), { unsupported: 'error' });
  const published = compiled.filter(({ document }) => document.scope === undefined);
  const verdicts = existsSync(corpus) ? readVerdicts() : new Map<string, string>();
  const wanted = published.filter(
    ({ document, findings }) =>
      (verdicts.get(document.source.file) ?? 'clean') === 'clean' &&
      !findings.some(({ code }) => code === 'unsupported/policy' || code === 'unsupported/document'),
  );

  it('compile, but for a named few', () => {
    expect(wanted.length).toBeGreaterThan(350);
    const failed = wanted.filter(({ module }) => module === undefined).map(({ document }) => document.source.file);
    expect(failed).toEqual(Object.keys(exceptions));
  });

  it('become TypeScript that tsc accepts', () => {
    expect(typeErrors(compiled)).toEqual([]);
  });

  it('run on recorded requests without an internal error', async () => {
    const handlers = await new HandlerLoader(folder).load(compiled);
    const found: string[] = [];
    for (const { document } of published) {
      const handler = handlers.get(document.name);
      if (handler === undefined) continue;
      for (const [title, given] of Object.entries(recordedGivens()))
        for (const error of await internalErrors(handler, given)) found.push(`${document.source.file}: ${title}: ${error}`);
    }
    expect(found).toEqual([]);
  });
});

function facts(): Parameters<typeof compileProject>[1] {
  return { library: createLibrary(), fragments: 'unknown', namedValues: 'unknown', connections: 'unknown' };
}

/** Each document by itself, and an empty fragment for each that is included. */
function documentsOf(sources: readonly Source[]): readonly ProjectDocument[] {
  const ids = new Set(sources.flatMap(({ text }) => [...text.matchAll(/\bfragment-id="([^"@{]+)"/g)].map(([, id = '']) => id)));
  return [
    ...[...ids].map(
      (id): ProjectDocument => ({ name: `fragments/${id}`, scope: 'fragment', source: new Source(`${id}.xml`, '<fragment></fragment>') }),
    ),
    ...sources.map((source, index): ProjectDocument => ({ name: `documents/${index}`, scope: undefined, source })),
  ];
}

function readVerdicts(): ReadonlyMap<string, string> {
  const expected = JSON.parse(readFileSync(join(corpus, 'EXPECTED.json'), 'utf8')) as readonly { file: string; verdict: string }[];
  return new Map(expected.map(({ file, verdict }) => [file, verdict]));
}
