import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { readJson } from '../json-with-comments.ts';
import type { ExportedResource } from '../resource.ts';
import { knownAt, listAt, mapAt, mapOf, type Value, type ValueMap } from '../value.ts';

/** Folders of an extracted service with the kind of what lies in them; blanks and case in their names do not count (releases differ). */
const collections: Readonly<Record<string, string>> = {
  apis: 'apis',
  backends: 'backends',
  namedvalues: 'namedValues',
  policyfragments: 'policyFragments',
  products: 'products',
  subscriptions: 'subscriptions',
  gateways: 'gateways',
  loggers: 'loggers',
  diagnostics: 'diagnostics',
  tags: 'tags',
  groups: 'groups',
  versionsets: 'apiVersionSets',
  schemas: 'schemas',
  certificates: 'certificates',
  workspaces: 'workspaces',
  authorizationservers: 'authorizationServers',
  authorizationproviders: 'authorizationProviders',
  operations: 'operations',
  releases: 'releases',
  resolvers: 'resolvers',
  authorizations: 'authorizations',
  accesspolicies: 'accessPolicies',
};

const collectionOf = (folder: string): string | undefined => {
  const name = folder.toLowerCase().replaceAll(/[\s_-]/g, '');
  return Object.hasOwn(collections, name) ? collections[name] : undefined;
};

/** Whether a folder holds what the extractor of APIOps writes. */
export function isExtracted(folder: string): boolean {
  return readdirSync(folder, { withFileTypes: true }).some(
    (entry) => (entry.isDirectory() && collectionOf(entry.name) !== undefined) || (entry.isFile() && entry.name === 'policy.xml'),
  );
}

/** What is told while a folder is read. */
export interface FolderReading {
  resource(resource: ExportedResource): void;
  fault(text: string, where: string): void;
}

/** An API's description, from which its operations are read. */
export const DESCRIPTION = 'apis/description';

const mostFiles = 50_000;
const largest = 16 * 1024 * 1024;

/** Reads a folder that the extractor of APIOps wrote. https://azure.github.io/apiops */
export function readFolder(folder: string, reading: FolderReading): void {
  let files = 0;
  const visit = (at: string, kinds: readonly string[], names: readonly string[]): void => {
    const entries = readdirSync(at, { withFileTypes: true }).sort((one, other) => (one.name < other.name ? -1 : 1));
    for (const entry of entries) {
      const path = join(at, entry.name);
      if (entry.isDirectory()) {
        const collection = collectionOf(entry.name);
        if (collection === undefined) continue;
        for (const member of readdirSync(path, { withFileTypes: true })) {
          if (member.isDirectory()) visit(join(path, member.name), [...kinds, collection], [...names, member.name]);
        }
      } else if (entry.isFile() && ++files <= mostFiles) file(path, entry.name, { kinds, names });
    }
  };
  const pass = (kinds: readonly string[], names: readonly string[], whole: ValueMap, where: string): void => {
    const type = kinds.join('/');
    reading.resource({ kind: type.toLowerCase(), type, names, properties: mapAt(whole, 'properties'), whole, where });
  };
  const policy = (path: string, name: string, { kinds, names }: Place, where: string): void => {
    const properties = mapOf([
      ['value', text(path)],
      ['format', 'rawxml'],
    ]);
    const whole = mapOf([['properties', properties]]);
    // A fragment is its policies; everything else has them.
    if (kinds.length === 1 && kinds[0] === 'policyFragments') pass(kinds, names, whole, where);
    else pass([...kinds, 'policies'], [...names, name.replace(/\.xml$/i, '')], whole, where);
  };
  const file = (path: string, name: string, place: Place): void => {
    const where = relative(folder, path).split(sep).join('/');
    const { kinds, names } = place;
    if (statSync(path).size > largest) reading.fault('the file is larger than 16 MiB', where);
    else if (/^policy\.xml$/i.test(name)) policy(path, name, place, where);
    else if (/^specification\.(?:ya?ml|json)$/i.test(name) && kinds.join('/') === 'apis')
      pass(['apis', 'description'], [...names, name], mapOf([['properties', mapOf([['value', text(path)]])]]), where);
    else if (/Information\.json$/i.test(name) && kinds.length > 0) information(path, place, where);
    else if (/^apis\.json$/i.test(name) && kinds.join('/') === 'products') links(path, place, where);
  };
  const information = (path: string, { kinds, names }: Place, where: string): void => {
    const json = parsed(path, where);
    // Of a fragment the policies count; here stand only words about it.
    if (json !== undefined && kinds.join('/') !== 'policyFragments') pass(kinds, names, mapOf(Object.entries(json)), where);
  };
  const links = (path: string, { kinds, names }: Place, where: string): void => {
    for (const link of listAt(mapOf([['list', parsed(path, where) ?? []]]), 'list')) {
      const name = knownAt(link, 'name');
      if (name !== undefined) pass([...kinds, 'apis'], [...names, name], mapOf([]), where);
    }
  };
  const parsed = (path: string, where: string): ValueMap | undefined => {
    try {
      return readJson(text(path)) as ValueMap;
    } catch (error) {
      reading.fault(`it is not JSON: ${error instanceof Error ? error.message : ''}`, where);
      return undefined;
    }
  };
  visit(folder, [], []);
  if (files > mostFiles) reading.fault(`there are more than ${mostFiles} files; the rest was not read`, '.');
}

interface Place {
  readonly kinds: readonly string[];
  readonly names: readonly string[];
}

const text = (path: string): Value & string => readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
