import { type DocumentNode, GraphQLError, Kind, parse } from 'graphql';
import { type Diagnostic, Findings } from '../../diagnostics/diagnostic.ts';
import { message } from '../../diagnostics/message.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import { Source } from '../../diagnostics/source.ts';
import type { SubgraphSchema } from '../../gateway/2-plan/compose.ts';
import { type PlacedDocument, rootOf } from './misplaced.ts';

const messages = {
  noField: message(
    'document/no-field',
    'warning',
    'the schema of `{subgraph}` has no field `{field}`, so nothing uses this document',
    'name the file `<Type>.<field>.xml`, or `<Type>.__resolveReference.xml` for what fetches an entity',
  ),
  unresolved: message(
    'subgraph/field-without-resolver',
    'warning',
    'no document resolves `{field}`, so it is always null',
    'add policies/resolvers/{subgraph}/{field}.xml',
  ),
} as const;

const roots: ReadonlySet<string> = new Set(['Query', 'Mutation']);

/**
 * Documents of resolvers that no field calls, and root fields that have none: fields of other types are members of the object that they
 * belong to, but at the root there is no object. Never an error.
 */
export function resolverFields(documents: readonly PlacedDocument[], schemas: readonly SubgraphSchema[]): readonly Diagnostic[] {
  const findings = new Findings();
  for (const { name: subgraph, kind, sdl, file } of schemas) {
    if (kind !== 'rest') continue;
    const document = parsed(sdl);
    if (document === undefined) continue;
    const fields = fieldsOf(document);
    const folder = `resolvers/${subgraph}/`;
    const own = documents.filter(({ name }) => name.startsWith(folder));
    for (const { name, source } of own) {
      const field = name.slice(folder.length);
      if (fields.has(field)) continue;
      const meant = nearest(field, [...fields.keys()]);
      const help = meant === undefined ? {} : { help: `did you mean \`${meant}\`?` };
      findings.reporter(source)(messages.noField, rootOf(source), { subgraph, field }, help);
    }
    const report = findings.reporter(new Source(file, sdl));
    const resolved = new Set(own.map(({ name }) => name.slice(folder.length)));
    for (const [field, span] of fields)
      if (span !== undefined && roots.has(field.slice(0, field.indexOf('.'))) && !resolved.has(field))
        report(messages.unresolved, span, { field, subgraph });
  }
  return findings.all;
}

/** What is wrong with a schema is for composition to say. */
function parsed(sdl: string): DocumentNode | undefined {
  try {
    return parse(sdl);
  } catch (error) {
    if (error instanceof GraphQLError) return undefined;
    throw error;
  }
}

/** `Type.field` with its place; references have none. */
function fieldsOf({ definitions }: DocumentNode): ReadonlyMap<string, { readonly start: number; readonly end: number } | undefined> {
  const fields = new Map<string, { start: number; end: number } | undefined>();
  for (const each of definitions) {
    if (each.kind !== Kind.OBJECT_TYPE_DEFINITION && each.kind !== Kind.OBJECT_TYPE_EXTENSION) continue;
    fields.set(`${each.name.value}.__resolveReference`, undefined);
    for (const { name } of each.fields ?? [])
      fields.set(`${each.name.value}.${name.value}`, { start: name.loc?.start ?? 0, end: name.loc?.end ?? 0 });
  }
  return fields;
}
