import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { createLibrary } from '../../src/cli/library.ts';
import { projectFacts } from '../../src/cli/project/facts.ts';
import { readDocuments } from '../../src/cli/project/read-documents.ts';
import { compileProject } from '../../src/compiler/compile-project.ts';
import { loadConfig } from '../../src/config/load.ts';
import { exampleEnv } from './example-env.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const file = fileURLToPath(new URL('../../fedpass.yaml', import.meta.url));

test('the documents of the example project compile, and there is nothing to say about them', () => {
  const { config } = loadConfig(file, exampleEnv);
  if (config === undefined) throw new Error('there is no configuration');
  const { documents, strays } = readDocuments(config.policies, root);
  expect(strays).toEqual([]);
  const compiled = compileProject(documents, projectFacts(config, createLibrary()), { unsupported: 'error' });
  expect(compiled.flatMap(({ findings }) => findings)).toEqual([]);
  expect(compiled.map(({ document }) => document.name).sort()).toEqual([
    'fragments/identify-organization',
    'global',
    'resolvers/support/Customer.tickets',
    'resolvers/support/Query.ticket',
    'subgraphs',
    'subgraphs/billing',
    'subgraphs/crm',
    'subgraphs/github',
    'subgraphs/projects',
  ]);
});
