import { readFileSync } from 'node:fs';
import type { Config } from '../../config/config.ts';
import { Findings } from '../../diagnostics/diagnostic.ts';
import { message } from '../../diagnostics/message.ts';
import { openJsonSchemas, SchemaError } from '../../gateway/services/json-schemas.ts';
import type { Schemas } from '../../runtime/ports/schemas.ts';
import { exit } from '../exit.ts';
import { ProjectRefused } from './refused.ts';

const unusable = message(
  'config/schema-unusable',
  'error',
  'the schema `{id}` cannot be used: {why}',
  'put a JSON Schema there: draft 7, 2019-09 or 2020-12, with patterns that need no backtracking',
);

/** Reads the JSON Schemas of the configuration. Throws ProjectRefused for the first that cannot be used. */
export function openSchemas(config: Config): Pick<Schemas, 'validate'> {
  const documents = Object.entries(config.schemas).map(([id, file]) => [id, read(config, id, file)] as const);
  try {
    return openJsonSchemas(new Map(documents));
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    return refuse(config, error.id, error.message);
  }
}

function read(config: Config, id: string, file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return refuse(config, id, 'the file cannot be read');
  }
  try {
    return JSON.parse(text);
  } catch {
    return refuse(config, id, 'the file is no JSON');
  }
}

function refuse(config: Config, id: string, why: string): never {
  const findings = new Findings();
  findings.reporter(config.source)(unusable, config.at(['schemas', id]), { id, why });
  throw new ProjectRefused(findings.all, 1, exit.usage);
}
