import type { CliCommand } from '../command.ts';
import { UsageError } from '../exit.ts';

interface Options {
  readonly out: string;
  readonly parameters?: string;
  readonly set?: readonly string[];
  readonly force?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

const help = `
It reads a template of Azure Resource Manager (also one that \`az bicep build\`
made, with its modules), a folder of templates, or a folder that the extractor
of APIOps wrote. It writes fedpass.yaml and policies/.

Secrets are never written: they become references to environment variables,
which the report lists. What cannot be carried over is named, with its place
and what to do instead: docs/importing.md.

Examples:
  $ fedpass import template.json --out gateway
  $ fedpass import main.json -p main.parameters.json --set apimName=contoso
  $ fedpass import apim-artifacts --out gateway --dry-run

Exit status: 0 imported · 1 imported, and something is missing or not sound ·
2 usage, or nothing to import · 3 internal error
`;

/** Makes a project out of an export of API Management. */
export const importCommand: CliCommand<Options> = {
  name: 'import',
  summary: 'make a project out of an export of Azure API Management',
  declare: (command) =>
    command
      .argument('<path>', 'a template, a folder of templates, or a folder of APIOps')
      .option('-o, --out <dir>', 'the folder of the project', '.')
      .option('-p, --parameters <file>', 'values of the parameters of the template')
      .option('--set <name=value...>', 'a parameter, or subscription.tenantId and its like')
      .option('--force', 'replace files that are there')
      .option('--dry-run', 'tell what would be written, and write nothing')
      .option('--json', 'print the report as JSON')
      .addHelpText('after', help),
  async run([path = ''], { out, parameters, set = [], force = false, dryRun = false, json = false }, io) {
    if (out === '') throw new UsageError('--out needs a folder');
    const { runImport } = await import('../import/import.ts');
    return runImport({ path, parameters, set: new Map(set.map(pair)), out, force, dryRun, json }, io);
  },
};

function pair(text: string): [string, string] {
  const [, name, value] = /^([\w.-]+)=([\s\S]*)$/.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new UsageError(`\`${text}\` sets nothing`, 'write `--set name=value`');
  return [name, value];
}
