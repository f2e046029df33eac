import { existsSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import type { GraphQLSchema } from 'graphql';
import { httpUrl } from '../../../config/scalars/url.ts';
import { Source } from '../../../diagnostics/source.ts';
import { UsageError } from '../../exit.ts';
import type { Io } from '../../io.ts';
import { readDocuments } from '../../project/read-documents.ts';
import { readText } from '../../project/read-source.ts';
import type { AddRequest, GraphqlWish } from '../add-request.ts';
import type { Added } from '../added.ts';
import { configOf, type Entry, otherSchemas, type Place, withEntries } from '../place.ts';
import { type Chosen, chooseConnection } from '../provider-for.ts';
import { refusePresent } from '../written.ts';
import { compositeTypes } from './api-types.ts';
import { choosePart, type Part } from './choose-part.ts';
import { clashes, namesOf, prefixFor } from './clashes.ts';
import { findLookUps } from './find-look-ups.ts';
import { readSchema, schemaOf } from './read-schema.ts';
import { subgraphDocument } from './subgraph-document.ts';
import { overlayText, type Prefix } from './write-overlay.ts';

/** Works out what a plain GraphQL API needs in a project: an overlay of a part of it, a document, and its entry. Rejects with UsageError or ProjectRefused. */
export async function addGraphql({ name, connection }: AddRequest, wish: GraphqlWish, place: Place, io: Io): Promise<Added> {
  const url = urlOf(name, wish, place);
  const schemaFile = fromFolder(place, place.config.subgraphs[name]?.schema ?? '');
  refusePresent(place, [schemaFile]);
  const documentFile = `${fromFolder(place, place.config.policies)}/subgraphs/${name}.xml`;
  const hasDocument = existsSync(join(place.folder, documentFile));
  const chosen: Chosen = (hasDocument ? undefined : chooseConnection(name, url, connection, place.config)) ?? {
    credential: { kind: 'none' },
    entries: [],
  };
  const document = subgraphDocument(name, chosen.credential);
  const subgraph: Entry = { section: 'subgraphs', name, value: { kind: 'graphql', url } };
  const entries = [...(place.isNamed ? [] : [subgraph]), ...chosen.entries];
  const schema = await schemaFor({ name, url, wish, place, entries, document: hasDocument ? undefined : document }, io);

  const lookUps = findLookUps(schema);
  const part = choosePart(schema, lookUps, wish.wish);
  if ((part.fields.get(schema.getQueryType()?.name ?? '')?.size ?? 0) === 0)
    throw new UsageError('nothing of the query type is left with these', 'name root fields with --roots, or more types with --types');
  const prefix = prefixOf(name, wish, schema, part, otherSchemas(place, name));
  const head = [
    `A part of ${url}, as it goes into the graph: ${part.fields.size} of ${compositeTypes(schema).length} types.`,
    '@key says by what others know an object, @lookup what fetches it. Change what you like: an overlay is yours.',
  ];
  return {
    draft: {
      entries,
      files: new Map([
        [schemaFile, overlayText(schema, part, prefix, head)],
        ...(hasDocument ? [] : ([[documentFile, document]] as const)),
      ]),
    },
    credential: hasDocument ? undefined : chosen,
    notes: [...takenNotes(schema, part), ...keyNotes(part), ...prefixNotes(prefix, wish)],
    gaps: [],
    edit: [schemaFile, documentFile],
  };
}

const fromFolder = ({ folder }: Place, path: string): string => relative(folder, path).split(sep).join('/');

function urlOf(name: string, { url }: GraphqlWish, { isNamed, config }: Place): string {
  const text = url ?? (isNamed ? config.subgraphs[name]?.url : undefined);
  if (text === undefined) throw new UsageError('a `graphql` subgraph needs its address', 'name its endpoint with --url');
  if (isNamed && url !== undefined && config.subgraphs[name]?.url !== url)
    throw new UsageError(`\`${name}\` has another address in the configuration`, 'leave --url out, or change it there');
  if (httpUrl(text) === undefined)
    throw new UsageError(`\`${text}\` is no http or https URL`, 'write it whole, such as https://api.example.com/graphql');
  return text;
}

async function schemaFor(
  {
    name,
    url,
    wish,
    place,
    entries,
    document,
  }: {
    readonly name: string;
    readonly url: string;
    readonly wish: GraphqlWish;
    readonly place: Place;
    readonly entries: readonly Entry[];
    readonly document: string | undefined;
  },
  io: Io,
): Promise<GraphQLSchema> {
  if (wish.schema !== undefined) return readSchema(readText(resolve(io.cwd, wish.schema), wish.schema), wish.schema);
  if (wish.headers.length > 0) {
    const { askWithHeaders } = await import('./ask-with-headers.ts');
    return schemaOf(await askWithHeaders(url, wish.headers, place.folder, io), url);
  }
  const config = configOf(withEntries(place, entries), place, io);
  const { documents } = readDocuments(config.policies, io.cwd);
  const own = `subgraphs/${name}`;
  const added =
    document === undefined ? [] : [{ name: own, scope: 'subgraph' as const, source: new Source(`policies/${own}.xml`, document) }];
  // Costly to load, and not needed for what is read from a file.
  const { askApi } = await import('./ask-api.ts');
  return schemaOf(await askApi({ name, url, config, documents: [...documents, ...added] }, io), url);
}

function prefixOf(name: string, { prefix }: GraphqlWish, schema: GraphQLSchema, part: Part, others: readonly string[]): Prefix | undefined {
  if (prefix === '') return undefined;
  if (prefix !== undefined) return { types: prefix, fields: `${prefix.charAt(0).toLowerCase()}${prefix.slice(1)}_` };
  const roots = new Set([schema.getQueryType(), schema.getMutationType()].flatMap((type) => type?.name ?? []));
  return clashes(part, roots, namesOf(others)).length > 0 ? prefixFor(name) : undefined;
}

function takenNotes(schema: GraphQLSchema, { fields }: Part): readonly string[] {
  const all = compositeTypes(schema).length;
  const taken = [...fields].filter(([, kept]) => kept.size > 0).length;
  const roots = [schema.getQueryType(), schema.getMutationType()].flatMap((type) => (type === null || type === undefined ? [] : [type]));
  const left = roots.flatMap((type) => {
    const without = Object.keys(type.getFields()).filter((field) => fields.get(type.name)?.has(field) !== true);
    return without.length === 0
      ? []
      : [`${without.length} of ${Object.keys(type.getFields()).length} fields of ${type.name} (${shortened(without)})`];
  });
  if (left.length === 0 && taken === all) return [`all ${all} types are taken`];
  return [
    `${taken} of ${all} types are taken: ${shortened([...fields.keys()].filter((name) => !roots.some((type) => type.name === name)))}`,
    ...(left.length === 0 ? [] : [`left out: ${left.join(', ')}; --roots, --types, --fields and --all take what you name`]),
  ];
}

function keyNotes({ lookUps }: Part): readonly string[] {
  if (lookUps.length === 0)
    return [
      'no field looks as if it fetched an object by its key; mark one with @lookup, and its type with @key, where others are to refer to it',
    ];
  return [
    `proposed as look-ups: ${lookUps.map(({ field, keys, type, isList }) => `${field} (${isList ? 'many ' : ''}${type} by ${keys.map((key) => key.field).join(', ')})`).join(', ')}`,
  ];
}

function prefixNotes(prefix: Prefix | undefined, wish: GraphqlWish): readonly string[] {
  if (prefix === undefined) return [];
  const why = wish.prefix === undefined ? ', since other subgraphs have some of its names' : '';
  return [`types begin with ${prefix.types}, root fields with ${prefix.fields}${why}`];
}

const shortened = (names: readonly string[]): string =>
  names.length <= 12 ? names.join(', ') : `${names.slice(0, 12).join(', ')} and ${names.length - 12} more`;
