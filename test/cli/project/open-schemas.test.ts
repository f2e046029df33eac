import { describe, expect, it } from 'vitest';
import { openSchemas } from '../../../src/cli/project/open-schemas.ts';
import { ProjectRefused } from '../../../src/cli/project/refused.ts';
import type { Config } from '../../../src/config/config.ts';
import { readConfig } from '../../../src/config/read.ts';
import { Source } from '../../../src/diagnostics/source.ts';
import { type Files, projectFolder } from '../../support/project-folder.ts';

function configOf(schemas: string, files: Files): Config {
  const folder = projectFolder(files);
  const text = `subgraphs: { crm: { url: https://crm.example/graphql } }\nschemas: ${schemas}\n`;
  const { config, findings } = readConfig(new Source('fedpass.yaml', text), { folder, env: {}, files: { read: () => undefined } as never });
  if (config === undefined) throw new Error(findings.map(({ message }) => message).join());
  return config;
}

function refusalOf(config: Config): string {
  try {
    openSchemas(config);
    return 'none';
  } catch (error) {
    if (!(error instanceof ProjectRefused)) throw error;
    return error.findings.map(({ code, message, source, span }) => `${code} ${source.text.slice(span.start, span.end)}: ${message}`).join();
  }
}

describe('schemas of the configuration', () => {
  it('are read from their files', () => {
    const { validate } = openSchemas(configOf('{ order: schemas/order.json }', { 'schemas/order.json': '{"required":["id"]}' }));
    const question = { schemaId: 'order', reference: undefined, additionalProperties: undefined, ignoreCase: false };
    expect(validate({ ...question, body: '{"id":1}' })).toEqual({ kind: 'valid' });
    expect(validate({ ...question, body: '{}' }).kind).toBe('invalid');
    expect(validate({ ...question, schemaId: 'constructor', body: '{}' })).toEqual({ kind: 'unknown' });
  });

  it.each([
    ['is not there', {}, 'the schema `order` cannot be used: the file cannot be read'],
    ['is no JSON', { 'order.json': '{' }, 'the schema `order` cannot be used: the file is no JSON'],
    ['is no schema', { 'order.json': '[]' }, 'the schema `order` cannot be used: it is neither an object nor true or false'],
  ] satisfies [string, Files, string][])('are refused where a file %s', (_what, files, wanted) => {
    expect(refusalOf(configOf('{ order: order.json }', files))).toBe(`config/schema-unusable order.json: ${wanted}`);
  });
});
