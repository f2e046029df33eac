import { relative, sep } from 'node:path';
import { httpUrl } from '../../../config/scalars/url.ts';
import { UsageError } from '../../exit.ts';
import type { Io } from '../../io.ts';
import type { AddRequest, RestWish } from '../add-request.ts';
import type { Added } from '../added.ts';
import { namesOf, prefixFor } from '../overlay/clashes.ts';
import { otherSchemas, type Place } from '../place.ts';
import { type Chosen, chooseConnection } from '../provider-for.ts';
import { refusePresent } from '../written.ts';
import type { Description } from './description.ts';
import { Gaps } from './gaps.ts';
import { isObject, listIn, objectIn, textIn } from './json.ts';
import { markLookUps } from './mark-look-ups.ts';
import { type Operation, readOperations } from './operations.ts';
import { readDescription } from './read-description.ts';
import { resolverDocument } from './resolver-document.ts';
import { SchemaTypes } from './schema-types.ts';
import { chosenSecurity } from './security.ts';

/** Works out what an API with an OpenAPI description needs in a project: a schema, a document for each operation, and its entry. Rejects with UsageError or ProjectRefused. */
export async function addRest({ name, connection }: AddRequest, wish: RestWish, place: Place, io: Io): Promise<Added> {
  const schemaFile = fromFolder(place, place.config.subgraphs[name]?.schema ?? '');
  refusePresent(place, [schemaFile]);
  const description = await readDescription(wish.openapi, wish, io);
  const base = baseUrl(description, wish, place.isNamed ? place.config.subgraphs[name]?.url : undefined);
  const draft = drafted(name, description, wish, otherSchemas(place, name));
  const { operations, found } = draft;
  if (operations.length === 0)
    throw new UsageError(
      'no operation of the description can be taken',
      wish.operations.length === 0
        ? 'its `paths` hold none that resolvers can send'
        : '--operations takes operationIds, or how paths begin',
    );

  const schemes = objectIn(objectIn(description.root, 'components'), 'securitySchemes');
  const fromProject =
    connection === undefined && !Object.hasOwn(place.config.providers, name)
      ? undefined
      : chooseConnection(name, base, connection, place.config);
  const chosen: Chosen = fromProject ??
    chosenSecurity(name, base, schemes, operations, found) ?? { credential: { kind: 'none' }, entries: [] };
  const folder = `${fromFolder(place, place.config.policies)}/resolvers/${name}`;
  const documents = operations.map((each): [string, string] => [
    `${folder}/${each.root}.${each.field}.xml`,
    resolverDocument(each, base, chosen.credential),
  ]);
  const { sdl, lookUps } = markLookUps(draft.sdl, draft.prefix ?? '');
  return {
    draft: {
      entries: [...(place.isNamed ? [] : [{ section: 'subgraphs' as const, name, value: { kind: 'rest', url: base } }]), ...chosen.entries],
      files: new Map([[schemaFile, sdl], ...documents]),
    },
    credential: chosen,
    notes: [
      `${operations.length} operations became fields, ${draft.types} types were made`,
      ...(lookUps.length === 0 ? [] : [`proposed as look-ups: ${lookUps.join(', ')}`]),
      ...(draft.prefix === undefined ? [] : [`types begin with ${draft.prefix}, since other subgraphs have some of the names`]),
    ],
    gaps: found.all(),
    edit: [schemaFile, folder],
  };
}

const fromFolder = ({ folder }: Place, path: string): string => relative(folder, path).split(sep).join('/');

/** The address of the API, without a slash at its end. */
function baseUrl({ root }: Description, { url, openapi }: RestWish, configured: string | undefined): string {
  const [server] = listIn(root, 'servers').filter(isObject);
  const variables = server === undefined ? {} : objectIn(server, 'variables');
  const written =
    server === undefined
      ? undefined
      : textIn(server, 'url')?.replace(/\{([^{}]*)\}/g, (_, each: string) => textIn(objectIn(variables, each), 'default') ?? '');
  // A server may be told from where the description is.
  const described =
    written !== undefined && httpUrl(openapi) !== undefined && URL.canParse(written, openapi) ? new URL(written, openapi).href : written;
  const text = (url ?? configured ?? described ?? '').replace(/\/+$/, '');
  if (httpUrl(text) === undefined || /[?#]/.test(text))
    throw new UsageError(
      'the description does not say where the API is',
      'name its address with --url, such as https://api.example.com/v1',
    );
  return text;
}

interface Drafted {
  readonly operations: readonly Operation[];
  readonly sdl: string;
  readonly types: number;
  readonly found: Gaps;
  readonly prefix: string | undefined;
}

/** The schema; a second time, with a prefix, where others have some of its names. */
function drafted(name: string, description: Description, wish: RestWish, others: readonly string[]): Drafted {
  const taken = namesOf(others);
  const plain = written(description, wish, undefined);
  const clashes = [...namesOf([plain.sdl])].some((each) => taken.has(each));
  return clashes ? written(description, wish, prefixFor(name).types) : plain;
}

function written(description: Description, wish: RestWish, prefix: string | undefined): Drafted {
  const found = new Gaps();
  const schemas = new SchemaTypes(description, found, prefix ?? '');
  const operations = readOperations(description, wish.operations, { schemas, gaps: found, prefix: prefix ?? '' });
  const roots = (['Query', 'Mutation'] as const).flatMap((root) => {
    const fields = operations.filter((each) => each.root === root);
    return fields.length === 0 ? [] : [`type ${root} {\n${fields.map(({ sdl }) => sdl).join('\n')}\n}`];
  });
  const definitions = schemas.definitions();
  const info = objectIn(description.root, 'info');
  const title = [textIn(info, 'title'), textIn(info, 'version')]
    .filter((each) => each !== undefined)
    .join(' ')
    .replace(/\s+/g, ' ');
  const head = `# ${title === '' ? 'An API' : title}, as it goes into the graph. Each field of Query and Mutation has a document; other fields are members of the JSON.\n# @source says what the API calls something, @key by what others know an object, @lookup what fetches it. Change what you like.`;
  return { operations, sdl: `${[head, ...roots, ...definitions].join('\n\n')}\n`, types: definitions.length, found, prefix };
}
