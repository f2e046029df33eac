import type { Value } from './value.ts';
import { mapOf } from './value.ts';

/** A text that is not JSON: where, and what is wrong. */
export class JsonFault extends Error {
  override readonly name = 'JsonFault';
}

/**
 * Reads JSON as people and tools write it for templates: with a byte order mark, comments, commas at the end of lists, and texts over several lines
 * (Azure Resource Manager takes all of them). Throws {@link JsonFault}.
 */
export function readJson(text: string): Value {
  try {
    return withoutPrototypes(JSON.parse(plain(text.replace(/^\uFEFF/, ''))));
  } catch (error) {
    throw new JsonFault(error instanceof Error ? error.message : 'this is not JSON');
  }
}

/** Either a string, or a comment, or a comma before a closing bracket. */
const tokens = /"(?:[^"\\]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|,(?=(?:\s|\/\/[^\n]*\n|\/\*[\s\S]*?\*\/)*[}\]])/g;

const plain = (text: string): string =>
  text.replace(tokens, (token) => {
    if (token.startsWith('"')) return token.replace(/\r\n|[\n\t\r]/g, (blank) => escapes[blank] ?? '\\n');
    return token === ',' ? '' : ' ';
  });

const escapes: Readonly<Record<string, string>> = { '\t': '\\t', '\r': '\\r', '\r\n': '\\n', '\n': '\\n' };

function withoutPrototypes(value: unknown): Value {
  if (Array.isArray(value)) return value.map(withoutPrototypes);
  if (typeof value === 'object' && value !== null)
    return mapOf(Object.entries(value).map(([name, one]): [string, Value] => [name, withoutPrototypes(one)]));
  return value as string | number | boolean | null;
}
