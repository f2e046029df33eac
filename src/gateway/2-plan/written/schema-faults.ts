import type { DocumentNode } from 'graphql';
import { repeatedNames } from './repeated-names.ts';
import { reservedNames } from './reserved-names.ts';
import { rootFaults } from './root-types.ts';
import type { SchemaFault } from './schema-fault.ts';

/**
 * What is wrong with the schema of one subgraph, of those things that composition does not tell, tells without a place, or breaks off at. What it tells
 * well is left to it.
 */
export const schemaFaults = (document: DocumentNode) =>
  [...rootFaults(document), ...repeatedNames(document), ...reservedNames(document)] satisfies readonly SchemaFault[];
