import { Option } from 'commander';
import type { CliCommand } from '../command.ts';
import { UsageError } from '../exit.ts';
import type { AddRequest } from '../subgraph/add-request.ts';

interface Options {
  readonly config?: string;
  readonly kind?: 'graphql' | 'rest';
  readonly url?: string;
  readonly connection?: string;
  readonly schema?: string;
  readonly header?: readonly string[];
  readonly roots?: string;
  readonly types?: string;
  readonly fields?: string;
  readonly all?: boolean;
  readonly prefix?: string | boolean;
  readonly openapi?: string;
  readonly operations?: string;
  readonly remoteRefs?: boolean;
}

const examples = `
It asks a GraphQL API for its schema as the gateway would call it, or reads an
OpenAPI document, and writes a first schema, policy documents and the entry in
fedpass.yaml, for you to change. What is there is never written over.

Examples:
  $ fedpass subgraph add github --kind graphql --url https://api.github.com/graphql --connection github/org
  $ fedpass subgraph add github --kind graphql --url https://api.github.com/graphql --header 'Authorization: Bearer \${env.GITHUB_TOKEN}'
  $ fedpass subgraph add shop --kind graphql --url https://shop.example/graphql --schema shop.graphql --types Order,Customer
  $ fedpass subgraph add pets --kind rest --openapi openapi.yaml
  $ fedpass subgraph add stripe --kind rest --openapi spec3.json --operations /v1/customers,GetInvoices

Exit status: 0 added, and it composes · 1 added, and it does not compose
             2 usage or configuration, nothing was written · 3 internal error
`;

/** Adds subgraphs to a project. */
export const subgraphCommand: CliCommand<Options> = {
  name: 'subgraph',
  summary: 'add a GraphQL or REST API to the graph',
  declare: (command) =>
    command
      .argument('<action>', 'add')
      .argument('[name]', 'what the graph calls it')
      .option('-c, --config <file>', 'the configuration (default: fedpass.yaml)')
      .addOption(new Option('--kind <kind>', 'what it speaks').choices(['graphql', 'rest']))
      .option('--url <url>', 'the address of the API')
      .option('--connection <id>', 'the connection whose tokens it gets, as <provider>/<connection>')
      .option('--schema <file>', 'graphql: SDL, or the answer of an introspection query, in place of asking the API')
      .option('--header <line...>', `graphql: ask with this header in place of policies; secrets as \${env.NAME}, in single quotes`)
      .option('--roots <fields>', 'graphql: root fields to take, with commas')
      .option('--types <types>', 'graphql: types to take, with commas')
      .option('--fields <fields>', 'graphql: fields to take, as Type.field, with commas')
      .option('--all', 'graphql: take everything, however large')
      .option('--prefix <word>', 'graphql: put before its types and root fields (default: where names clash)')
      .option('--no-prefix', 'graphql: never put anything before its names')
      .option('--openapi <file>', 'rest: an OpenAPI document (3.0, 3.1) or Swagger 2.0, as JSON or YAML; a file or a URL')
      .option('--operations <list>', 'rest: operations to take, by operationId or by how their path begins, with commas')
      .option('--remote-refs', 'rest: let $ref lead to other documents')
      .addHelpText('after', examples),
  async run([action, name], options, io) {
    if (action !== 'add') throw new UsageError(`there is no action \`${action ?? ''}\``, 'it is `fedpass subgraph add`');
    if (name === undefined) throw new UsageError('name the subgraph', 'for example `fedpass subgraph add github --kind graphql --url …`');
    const { addSubgraph } = await import('../subgraph/add.ts');
    return addSubgraph({ name, config: options.config, connection: options.connection, kind: kindOf(options) }, io);
  },
};

function kindOf(options: Options): AddRequest['kind'] {
  const kind = options.kind ?? (options.openapi === undefined ? undefined : 'rest');
  if (kind === undefined) throw new UsageError('say what it speaks', 'with `--kind graphql` or `--kind rest`');
  const graphqlOnly = ['schema', 'header', 'roots', 'types', 'fields', 'all'] as const;
  const restOnly = ['openapi', 'operations', 'remoteRefs'] as const;
  const strange = (kind === 'graphql' ? restOnly : graphqlOnly).find((each) => options[each] !== undefined);
  if (strange !== undefined) throw new UsageError(`--${strange.replace('R', '-r')} is not for the kind \`${kind}\``);
  if (kind === 'rest') {
    if (options.openapi === undefined)
      throw new UsageError('a `rest` subgraph is added from its OpenAPI document', 'name it with --openapi');
    return {
      kind,
      url: options.url,
      openapi: options.openapi,
      remoteRefs: options.remoteRefs === true,
      operations: list(options.operations),
    };
  }
  return {
    kind,
    url: options.url,
    schema: options.schema,
    headers: options.header ?? [],
    wish: { roots: list(options.roots), types: list(options.types), fields: list(options.fields), all: options.all === true },
    prefix: options.prefix === false ? '' : typeof options.prefix === 'string' ? options.prefix : undefined,
  };
}

const list = (text: string | undefined): readonly string[] =>
  (text ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
