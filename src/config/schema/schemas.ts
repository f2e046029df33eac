import { named, schemaIds } from '../scalars/name.ts';
import { line } from '../scalars/text.ts';

export const schemas = named(schemaIds, line(1024))
  .default({})
  .describe(
    'JSON Schemas that `validate-content` names with `schema-id`: the file of each, taken from the folder of this file. Draft 7, 2019-09 and 2020-12 by what `$schema` says; draft 7 without it. Patterns that need backtracking are refused.',
  )
  .meta({ samples: [{ order: 'schemas/order.json' }] });
