import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import { UsageError } from '../exit.ts';
import { isExtracted, readFolder } from './apiops/read-folder.ts';
import { isTemplate, readTemplate } from './arm/read-template.ts';
import { type Gaps, gaps } from './gaps.ts';
import { JsonFault, readJson } from './json-with-comments.ts';
import type { ApimExport, ExportedResource } from './resource.ts';
import { isMap, mapAt, member, shown, textAt, Unknown, unknownsIn, type Value, type ValueMap } from './value.ts';

export interface ReadRequest {
  /** As the user named it: a template, a folder of templates, or a folder of APIOps. */
  readonly path: string;
  /** A file of parameters (`deploymentParameters.json`). */
  readonly parameters: string | undefined;
  /** What `--set` gives: parameters, and `subscription.tenantId` and its like. */
  readonly set: ReadonlyMap<string, string>;
}

const largest = 64 * 1024 * 1024;

/** Reads an export, in whichever form it is. What cannot be read of it is a gap. Throws {@link UsageError} when it is none at all. */
export function readExport(request: ReadRequest, cwd: string, found: Gaps): ApimExport {
  const path = resolve(cwd, request.path);
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) throw new UsageError(`there is no \`${request.path}\``, 'name a template, or the folder of an extractor');
  const resources: ExportedResource[] = [];
  if (stat.isDirectory() && isExtracted(path)) {
    if (request.parameters !== undefined || request.set.size > 0)
      throw new UsageError('a folder of APIOps has no parameters', 'leave out --parameters and --set');
    readFolder(path, {
      resource: (resource) => resources.push(resource),
      fault: (what, where) => found.add(gaps.unreadable, where, { what }),
    });
    if (resources.length === 0) throw nothing(request.path);
    return { kind: 'apiops', resources };
  }
  const templates = stat.isDirectory() ? templatesIn(path, found) : [{ name: basename(path), template: templateAt(path, request.path) }];
  if (templates.length === 0) throw nothing(request.path);
  const given = new Map([...parametersAt(request, cwd), ...settings(request.set)]);
  const others = new Map<string, { count: number; where: string }>();
  for (const { name, template } of templates)
    readTemplate(template, name, {
      given,
      surroundings: new Map([...request.set].map(([key, value]) => [key.toLowerCase(), value])),
      resource: (resource) => resources.push(resource),
      nameless: ({ type, name: unknown, where }) =>
        found.add(gaps.nameUnknown, where, { type: typeof type === 'string' ? type : '', name: shown(unknown), asks: asksOf(unknown) }),
      other: (type, where) => others.set(type, { count: (others.get(type)?.count ?? 0) + 1, where: others.get(type)?.where ?? where }),
      conditional: (type, where) => found.add(gaps.condition, where, { type }),
      fault: (what, where) => found.add(gaps.expression, where, { what }),
    });
  for (const [type, { count, where }] of others) found.add(gaps.otherService, where, { type, count });
  if (resources.length === 0) throw nothing(request.path);
  return { kind: 'arm', resources };
}

const nothing = (path: string): UsageError =>
  new UsageError(
    `\`${path}\` holds nothing of API Management`,
    'it takes a template of Azure Resource Manager (`az bicep build` makes one of Bicep), or a folder that the extractor of APIOps wrote',
  );

function asksOf(value: Value): string {
  const asks = [...new Set([...unknownsIn(value)].flatMap(({ asks: names }) => names))];
  return asks.length === 0 ? 'a template in which it is written out' : asks.map((name) => `--set ${name}=…`).join(' ');
}

/** What is set for parameters: a text, or JSON where that is one. */
const settings = (set: ReadonlyMap<string, string>): readonly (readonly [string, Value])[] =>
  [...set].map(([name, text]) => [name.toLowerCase(), asJson(text)]);

function asJson(text: string): Value {
  if (!/^(?:true|false|null|-?\d+|[[{][\s\S]*[\]}])$/.test(text)) return text;
  try {
    return readJson(text);
  } catch {
    return text;
  }
}

function templateAt(path: string, named: string): ValueMap {
  const json = jsonAt(path, named);
  if (isTemplate(json)) return json;
  const isParameters = isMap(json) && /deploymentParameters/i.test(String(member(json, '$schema') ?? ''));
  if (isParameters) throw new UsageError(`\`${named}\` is a file of parameters`, 'name the template, and this file with --parameters');
  throw nothing(named);
}

function jsonAt(path: string, named: string): Value {
  if (statSync(path).size > largest) throw new UsageError(`\`${named}\` is larger than 64 MiB`, 'export less at a time');
  if (/\.bicep$/i.test(path)) throw new UsageError(`\`${named}\` is Bicep`, `compile it first: \`az bicep build --file ${named}\``);
  try {
    return readJson(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof JsonFault) throw new UsageError(`\`${named}\` is not JSON (${error.message})`, 'name a template');
    throw error;
  }
}

/** The templates of a folder, as toolkits write one for each part of a service. */
function templatesIn(folder: string, found: Gaps): readonly { readonly name: string; readonly template: ValueMap }[] {
  const files = readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.jsonc?$/i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return files.flatMap((path) => {
    const name = relative(folder, path).split(sep).join('/');
    try {
      const json = readJson(readFileSync(path, 'utf8'));
      return isTemplate(json) ? [{ name, template: json }] : [];
    } catch (error) {
      found.add(gaps.unreadable, name, { what: error instanceof Error ? error.message : 'it is not JSON' });
      return [];
    }
  });
}

function parametersAt({ parameters: named }: ReadRequest, cwd: string): readonly (readonly [string, Value])[] {
  if (named === undefined) return [];
  const path = resolve(cwd, named);
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) throw new UsageError(`there is no file of parameters \`${named}\``);
  const parameters = mapAt(jsonAt(path, named), 'parameters');
  return Object.keys(parameters).map((name) => {
    const value = member(parameters, name, 'value');
    // A reference to a vault: what it holds is a secret, and not here.
    const vault = textAt(parameters, name, 'reference', 'secretName');
    return [name.toLowerCase(), value ?? new Unknown(`parameters('${name}')`, [name], vault !== undefined)];
  });
}
