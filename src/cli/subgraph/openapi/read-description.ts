import { existsSync } from 'node:fs';
import { dirname, resolve, sep } from 'node:path';
import { parseDocument } from 'yaml';
import { httpUrl } from '../../../config/scalars/url.ts';
import { UsageError } from '../../exit.ts';
import type { Io } from '../../io.ts';
import { readText } from '../../project/read-source.ts';
import { mostBytes, readBody } from '../read-body.ts';
import { Description } from './description.ts';
import { isObject, type Json, textIn } from './json.ts';
import { fromSwagger } from './swagger.ts';

/** Documents that one description may refer to. */
const mostDocuments = 30;
/** Values of one document, what YAML repeats by aliases included. */
const mostValues = 5_000_000;
const mostLevels = 200;

/** Reads an OpenAPI description, from a file or an http(s) URL. Rejects with {@link UsageError}. */
export async function readDescription(
  where: string,
  { remoteRefs }: { readonly remoteRefs: boolean },
  io: Pick<Io, 'cwd'>,
): Promise<Description> {
  const place = httpUrl(where) === undefined ? resolve(io.cwd, where) : where;
  const root = parsed(await load(place, where), where);
  const openapi = version(root, where);
  const documents = await others(root, place, remoteRefs ? () => true : besides(place));
  return new Description(openapi === 2 ? fromSwagger(root) : root, documents);
}

function version(root: Json, where: string): 2 | 3 {
  const text = String(root['openapi'] ?? root['swagger'] ?? '');
  if (/^3\.[01](?:\.|$)/.test(text)) return 3;
  if (text === '2.0' || text === '2') return 2;
  throw new UsageError(
    text === '' ? `\`${where}\` is no OpenAPI document` : `\`${where}\` is of version ${text}`,
    'OpenAPI 3.0 and 3.1 and Swagger 2.0 are read, as JSON or YAML',
  );
}

async function load(place: string, shown: string): Promise<string> {
  if (httpUrl(place) === undefined) return readText(place, shown);
  try {
    const response = await fetch(place, {
      headers: { accept: 'application/json, application/yaml, */*' },
      signal: AbortSignal.timeout(60_000),
    });
    if (!response.ok) throw new UsageError(`\`${shown}\` cannot be had: status ${response.status}`, 'check the address');
    return await readBody(response);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`\`${shown}\` cannot be had`, 'check the address, or give a file');
  }
}

function parsed(text: string, where: string): Json {
  if (text.length > mostBytes) throw new UsageError(`\`${where}\` is larger than ${mostBytes} characters`);
  const value = text.trimStart().startsWith('{') ? json(text, where) : yaml(text, where);
  if (!isObject(value)) throw new UsageError(`\`${where}\` is no OpenAPI document`, 'it is an object with `openapi` and `paths`');
  if (!isBounded(value)) throw new UsageError(`\`${where}\` is nested too deeply, or too large`);
  return value;
}

function json(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // YAML allows an object in braces, too.
    return yaml(text, where);
  }
}

function yaml(text: string, where: string): unknown {
  const document = parseDocument(text, { logLevel: 'error', prettyErrors: true });
  const [error] = document.errors;
  if (error !== undefined) {
    const [place] = error.linePos ?? [];
    throw new UsageError(
      `${where}${place === undefined ? '' : `:${place.line}:${place.col}`}: ${error.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? ''}`,
    );
  }
  try {
    return document.toJS({ maxAliasCount: 1000 });
  } catch {
    throw new UsageError(`\`${where}\` repeats too much by aliases`);
  }
}

/** Later steps walk over all of it: neither its depth nor its size may be another's choice. */
function isBounded(root: Json): boolean {
  let left = mostValues;
  const fits = (value: unknown, level: number): boolean => {
    if (--left < 0 || level > mostLevels) return false;
    if (Array.isArray(value)) return value.every((item) => fits(item, level + 1));
    return !isObject(value) || Object.values(value).every((item) => fits(item, level + 1));
  };
  return fits(root, 0);
}

/** Files that a description brings along: those of its folder. What leads elsewhere, or over the network, is followed on demand only. */
function besides(place: string): (address: string) => boolean {
  if (httpUrl(place) !== undefined) return () => false;
  const folder = `${dirname(place)}${sep}`;
  return (address) => httpUrl(address) === undefined && address.startsWith(folder) && existsSync(address);
}

/** Every other document that is referred to and may be read, with references made absolute: a document is read once. */
async function others(root: Json, place: string, mayRead: (address: string) => boolean): Promise<ReadonlyMap<string, Json>> {
  const found = new Map<string, Json>();
  const waiting = absolute(root, place, '', place);
  while (waiting.length > 0) {
    const address = waiting.pop() ?? '';
    if (found.has(address) || !mayRead(address)) continue;
    if (found.size >= mostDocuments) throw new UsageError(`the description refers to more than ${mostDocuments} documents`);
    const document = parsed(await load(address, address), address);
    found.set(address, document);
    waiting.push(...absolute(document, address, address, place));
  }
  return found;
}

/** Makes the references of a document absolute, in place, and gives the documents that they lead to. `root` is where the description is, which is the document ''. */
function absolute(document: Json, place: string, own: string, root: string): string[] {
  const led = new Set<string>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) visit(item);
    if (!isObject(value)) return;
    const ref = textIn(value, '$ref');
    if (ref !== undefined) {
      const [path = '', pointer = ''] = ref.split('#');
      const target = path === '' ? own : from(place, path);
      const address = target === root ? '' : target;
      if (path !== '' && address !== '') led.add(address);
      (value as Record<string, unknown>)['$ref'] = `${address}#${pointer}`;
    }
    for (const each of Object.values(value)) visit(each);
  };
  visit(document);
  return [...led];
}

function from(place: string, path: string): string {
  if (httpUrl(path) !== undefined) return path;
  return httpUrl(place) === undefined ? resolve(dirname(place), path) : new URL(path, place).href;
}
