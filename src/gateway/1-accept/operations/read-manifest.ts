import { GraphQLError, parse } from 'graphql';
import { isRecord } from './operation-request.ts';
import type { ListedOperation } from './safelist.ts';

/** Why a manifest is refused; `at` is a text in it, for a place to point at. */
export interface ManifestFault {
  readonly why: string;
  readonly at?: string;
}

export type Manifest =
  | { readonly kind: 'read'; readonly operations: readonly ListedOperation[] }
  | { readonly kind: 'refused'; readonly faults: readonly ManifestFault[] };

const apolloFormat = 'apollo-persisted-query-manifest';

/**
 * Reads a list of operations: Apollo's manifest (`{ format, version: 1, operations: [{ id, name, type, body }] }`), or Relay's, a map of ids
 * and texts.
 */
export function readManifest(json: string): Manifest {
  const refused = (why: string): Manifest => ({ kind: 'refused', faults: [{ why }] });
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return refused('it is no JSON');
  }
  if (!isRecord(value)) return refused('it is neither a manifest of Apollo nor a map of ids and texts');
  if (!('format' in value)) return listed(Object.entries(value).map(([id, text]) => ({ id, text })));
  if (value['format'] !== apolloFormat) return refused(`its \`format\` is not \`${apolloFormat}\``);
  if (value['version'] !== 1) return refused('its `version` is not 1');
  const operations = value['operations'];
  if (!Array.isArray(operations)) return refused('it has no list of `operations`');
  return listed(
    operations.map((entry: unknown) => (isRecord(entry) ? { id: entry['id'], text: entry['body'] } : { id: null, text: null })),
  );
}

interface Entry {
  readonly id: unknown;
  readonly text: unknown;
}

function listed(entries: readonly Entry[]): Manifest {
  if (entries.length === 0) return { kind: 'refused', faults: [{ why: 'it lists no operation' }] };
  const faults: ManifestFault[] = [];
  const operations = new Map<string, ListedOperation>();
  for (const [index, entry] of entries.entries()) {
    const found = operationOf(entry, index, operations);
    if ('why' in found) faults.push(found);
    else operations.set(found.id, found);
  }
  return faults.length > 0 ? { kind: 'refused', faults } : { kind: 'read', operations: [...operations.values()] };
}

function operationOf({ id, text }: Entry, index: number, before: ReadonlyMap<string, ListedOperation>): ListedOperation | ManifestFault {
  if (typeof id !== 'string' || id === '' || typeof text !== 'string')
    return { why: `entry ${index + 1} has no id and text`, ...(typeof id === 'string' ? { at: id } : {}) };
  const known = before.get(id);
  if (known !== undefined && known.text !== text) return { why: `the id \`${id}\` stands for two operations`, at: id };
  const error = syntaxError(text);
  return error === undefined ? { id, text } : { why: `the operation \`${id}\` is no GraphQL: ${error}`, at: id };
}

function syntaxError(text: string): string | undefined {
  try {
    parse(text, { noLocation: true });
    return undefined;
  } catch (error) {
    if (error instanceof GraphQLError) return error.message.replace(/^Syntax Error: /, '').replace(/\.$/, '');
    throw error;
  }
}
