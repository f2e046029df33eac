// A project whose documents and schemas say their generation, and the ways in which editors write files.
import { copyFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const header = (name, value) => `<set-header name="${name}" exists-action="override"><value>${value}</value></set-header>`;
const include = '<include-fragment fragment-id="mark" />';
const own = `<policies><inbound><base />${include}${header('X-Own', '@((string)context.Variables["mark"])')}${header(
  'X-Global',
  '@((string)context.Variables["global"])',
)}</inbound><backend><base /></backend></policies>`;

/** One file, and by it three documents: what a request meets of them must be of one generation. */
const DOCUMENT = 'policies/fragments/mark.xml';
/** One file: the description that clients see, and the key by which plans call. */
const SCHEMA = 'subgraphs/two/schema.graphql';
const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])';

const documentText = (generation) => `<fragment><set-variable name="mark" value="d${generation}" /></fragment>\n`;
const schemaText = (generation, types) =>
  `${link}\ntype Thing @key(fields: "${keyOf(generation)}") { ${keyOf(generation)}: ID! two: String }\n"s${generation}" type Mark @shareable { mark: Int }\n${fillers(types)}`;

/** The key of a generation of schemas. */
export const keyOf = (generation) => (generation % 2 === 0 ? 'id' : 'sku');

const fillers = (count) =>
  Array.from(
    { length: count },
    (_, i) =>
      `"A type that nobody asks for." type Filler${i} { id: ID! next: Filler${(i + 1) % count} ${fields} }\nextend type Mark { filler${i}: Filler${i} }\n`,
  ).join('');
const fields = Array.from({ length: 8 }, (_, i) => `field${i}(first: Int, after: String): String`).join(' ');

/** Makes the project in a folder. `documents`, `types`: how much there is that nobody changes. */
export function makeProject(folder, { backends, port, documents, types }) {
  const texts = {
    'fedpass.yaml': JSON.stringify({
      listen: { host: '127.0.0.1', port },
      graph: { introspection: 'everyone' },
      subgraphs: { one: { url: `${backends}/one` }, two: { url: `${backends}/two` } },
    }),
    'policies/global.xml': `<policies><inbound>${include}<set-variable name="global" value="@((string)context.Variables["mark"])" /></inbound><backend><forward-request /></backend><outbound>${header(
      'X-Documents',
      '@((string)context.Variables["mark"])',
    )}</outbound></policies>`,
    'policies/subgraphs.xml': `<policies><inbound>${include}${header('X-Base', '@((string)context.Variables["mark"])')}</inbound><backend><forward-request /></backend></policies>`,
    'policies/subgraphs/one.xml': own,
    'policies/subgraphs/two.xml': own,
    'subgraphs/one/schema.graphql': `${link}\ntype Query { thing: Thing }\ntype Thing @key(fields: "id") @key(fields: "sku") { id: ID! sku: ID! one: String }\n`,
    [DOCUMENT]: documentText(0),
    [SCHEMA]: schemaText(0, types),
  };
  for (let i = 0; i < documents; i++)
    texts[`policies/subgraphs/other${i}.xml`] = own.replace(
      include,
      `${include}${header('X-Other', `@(context.RequestId.ToString("N").Substring(0, ${i % 8}))`)}`,
    );
  for (const [name, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

/** In place; beside it and renamed; with the old file moved out of the way first. */
const writers = [
  (path, text) => writeFileSync(path, text),
  (path, text) => {
    writeFileSync(`${path}.tmp`, text);
    renameSync(`${path}.tmp`, path);
  },
  (path, text) => {
    copyFileSync(path, `${path}~`);
    rmSync(path);
    writeFileSync(path, text);
    rmSync(`${path}~`);
  },
];

/** Writes a generation into a project as the `turn`-th editor would. */
export function edit(folder, part, generation, { turn, types }) {
  const text = part === 'document' ? documentText(generation) : schemaText(generation, types);
  writers[turn % writers.length](join(folder, part === 'document' ? DOCUMENT : SCHEMA), text);
}

/** Writes what cannot serve. */
export function damage(folder, part) {
  if (part === 'document') writeFileSync(join(folder, DOCUMENT), '<fragment><set-variable nam="mark" /></fragment>');
  else writeFileSync(join(folder, SCHEMA), `${link}\ntype Thing @key(fields: "gone") { id: ID! two: Nobody }\n`);
}
