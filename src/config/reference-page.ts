import { stringify } from 'yaml';
import { describeSchema, type SchemaNode } from './json-schema.ts';
import { smallestConfig } from './smallest.ts';

const introduction = `# Configuration: \`fedpass.yaml\`

<!-- Generated from the schema in src/config/schema by scripts/generate-config-docs.mjs. Change it there. -->

One YAML file (1.2) tells the gateway everything that is not a policy document. \`fedpass start\` reads \`fedpass.yaml\` in the working
folder, or the file that \`--config\` names. Paths in it start at its own folder. Only \`subgraphs\` is needed (or \`apis\`, for a gateway without a graph); everything else has a default.

A key that is not known is an error, with the nearest one as a hint. All errors are reported in one run, each with line and column, and the
command ends with status 2.

Editors complete and check the file with its JSON Schema: put this in its first line.

\`\`\`yaml
# yaml-language-server: $schema=node_modules/fedpass/docs/fedpass.schema.json
${smallestConfig}
\`\`\`

## A whole one

\`\`\`yaml
listen:
  host: 0.0.0.0
  port: \${env.PORT}
  publicUrl: https://graph.example.com
subgraphs:
  crm:
    url: https://crm.example.com/graphql
  orders:
    url: https://orders.example.com/graphql
    schema: schemas/orders.graphql
    forwardHeaders: [Accept-Language]
    timeout: 10s
namedValues:
  org: { value: contoso }
  crm-key: { secret: "\${file:/run/secrets/crm-key}" }
identity:
  issuers:
    - issuer: https://login.example.com
      audience: fedpass
      claims: { objectId: sub }
providers:
  github:
    identityProvider: github
    grantType: authorizationCode
    parameters: { clientId: Iv1.0123456789abcdef, clientSecret: "\${env.GITHUB_SECRET}", scopes: repo }
    connections:
      org:
        accessPolicies:
          gateway: { gateway: true }
  crm:
    identityProvider: oauth2
    grantType: clientCredentials
    parameters: { tokenUrl: https://login.example.com/token }
    connections:
      org:
        parameters: { clientId: fedpass, clientSecret: "\${env.CRM_SECRET}", scopes: crm.read }
        accessPolicies:
          gateway: { gateway: true }
          billing: { objectId: 2d0c7a3e-98b8-4f2b-8a0e-1c8a4b1f3d33, tenantId: 0b5c1b1e-7d0f-4a55-8f0e-5d9d0f8a2c22 }
store: redis://:\${env.REDIS_PASSWORD}@redis.example.com:6379
cache: redis://:\${env.REDIS_PASSWORD}@redis.example.com:6379/1
egress:
  allow: [api.example.com, "*.contoso.com"]
\`\`\`

## References and secrets

| Written | Stands for | Where |
|---|---|---|
| \`\${env.NAME}\` | the environment variable \`NAME\` | anywhere a text, a number, \`true\` or \`false\` stands, whole or inside a longer text |
| \`\${file:/path}\` | the text of a file, without the line end at its end | where a secret may stand: \`namedValues.<name>.secret\`, all \`parameters\`, \`store\`, \`cache\` |
| \`$\${\` | the two characters \`\${\` themselves | anywhere |

- Inside \`{…}\` and \`[…]\` a reference needs quotes: its braces mean something there.
- Where no secret may stand, references are resolved once, when the file is read. A number out of the environment counts as a number.
- A secret in \`namedValues\` or \`parameters\` is read when it is used, and a file is read again when it has changed: replacing a secret needs no restart.
- A variable that is not set or empty, or a file that cannot be read, is an error at the place of the reference.
- A secret written out in the file works, with a warning. Messages never show it, and where they quote the file it is covered with \`*\`.
- References stand in values only, never in keys.

## Values

| Word in the tables | Written as |
|---|---|
| text | a YAML text on one line; in quotes when it looks like a number, or holds \`: \` or \` #\` |
| duration | a whole number and \`ms\`, \`s\`, \`m\` or \`h\`: \`250ms\`, \`5s\`, \`2m\` |
| size | a whole number and \`b\`, \`kb\`, \`mb\` or \`gb\` (1 kb is 1024 bytes) |
| URL | an absolute \`http\` or \`https\` URL without user name, password or fragment |

Anchors and aliases (\`&name\`, \`*name\`) repeat a value. Merge keys (\`<<\`) and tags (\`!name\`) are not known.
`;

/** The text of docs/configuration.md. */
export function referencePage(): string {
  const root = describeSchema();
  const sections = Object.entries(root.properties ?? {}).map(([key, node]) => section(key, node));
  return `${introduction}\n## Keys\n\nA name in \`<…>\` is yours to choose.\n\n${sections.join('\n')}`;
}

function section(key: string, node: SchemaNode): string {
  const rows = [...rowsOf(node, '')];
  const scalar = rows.length === 0;
  const table = [
    '| Key | Type | Default | Meaning | Example |',
    '|---|---|---|---|---|',
    ...(scalar ? [row(key, node, false)] : rows),
  ].join('\n');
  const rule = node.names === undefined ? '' : ` Names: ${node.names.allowed}.`;
  const description = scalar ? '' : `${node.description ?? ''}${rule}\n\n`;
  return `### ${key}\n\n${description}${table}\n\n\`\`\`yaml\n${stringify({ [key]: sampleOf(node) }, { lineWidth: 0 })}\`\`\`\n`;
}

function* rowsOf(node: SchemaNode, prefix: string): Generator<string> {
  for (const [key, child] of Object.entries(node.properties ?? {})) {
    yield row(`${prefix}${key}`, child, node.required?.includes(key) === true);
    yield* rowsOf(child, `${prefix}${key}.`);
  }
  if (node.names !== undefined && typeof node.additionalProperties === 'object') {
    yield* rowsOf(node.additionalProperties, `${prefix}<${bare(node.names.what)}>.`);
  }
  if (node.items?.properties !== undefined) yield* rowsOf(node.items, `${prefix.replace(/\.$/, '')}[].`);
}

function row(key: string, node: SchemaNode, required: boolean): string {
  const fallback = node.default === undefined || isEmptyMap(node.default) ? (required ? '**required**' : '') : code(inline(node.default));
  const names = node.names === undefined ? '' : ` Names: ${node.names.allowed}.`;
  const cells = [
    code(key),
    typeOf(node),
    fallback,
    `${node.description ?? ''}${names}`,
    node.samples === undefined ? '' : code(inline(node.samples[0])),
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}

function typeOf(node: SchemaNode): string {
  if (node.words !== undefined) return node.words;
  if (node.enum !== undefined) return either(node.enum.map((value) => code(String(value))));
  if (node.const !== undefined) return code(String(node.const));
  if (node.anyOf !== undefined) return either(node.anyOf.map(typeOf));
  switch (node.type) {
    case 'integer':
      return `whole number, ${node.minimum} to ${node.maximum}`;
    case 'boolean':
      return '`true` or `false`';
    case 'array':
      return `list of ${node.items === undefined ? 'values' : plural(typeOf(node.items))}`;
    case 'object':
      return node.names === undefined ? 'map' : `map of ${plural(bare(node.names.what))}`;
    case 'number':
      return 'number';
    default:
      return 'text';
  }
}

/** A value for examples: the node's own sample, or one put together from those below it. */
function sampleOf(node: SchemaNode): unknown {
  if (node.samples !== undefined) return node.samples[node.names === undefined ? 0 : node.samples.length - 1];
  if (node.properties !== undefined) {
    const entries = Object.entries(node.properties).map(([key, child]) => [key, sampleOf(child)] as const);
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  }
  if (node.names !== undefined && typeof node.additionalProperties === 'object')
    return { [node.names.sample]: sampleOf(node.additionalProperties) };
  if (node.items !== undefined) return [sampleOf(node.items)];
  return node.default;
}

const bare = (name: string): string => name.replace(/^an? /, '');
/** Words in code stand for themselves. */
const plural = (word: string): string => {
  if (word.endsWith('`')) return word;
  return /[^aeo]y$/.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`;
};
const code = (text: string): string => `\`${text}\``;
const either = (words: readonly string[]): string =>
  words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
const inline = (value: unknown): string => stringify(value, { collectionStyle: 'flow', lineWidth: 0, flowCollectionPadding: true }).trim();
const isEmptyMap = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;
