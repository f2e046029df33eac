import { isObject, type Json, memberOf, textIn } from './json.ts';

/** An OpenAPI description with the documents that it refers to. */
export class Description {
  readonly root: Json;
  readonly #documents: ReadonlyMap<string, Json>;

  /** `documents` by their addresses; the description itself is ''. */
  constructor(root: Json, documents: ReadonlyMap<string, Json> = new Map()) {
    this.root = root;
    this.#documents = new Map([...documents, ['', root]]);
  }

  /** What a reference leads to, through others; undefined where it leads nowhere or in a circle. */
  resolve(ref: string): Json | undefined {
    const seen = new Set<string>();
    for (let at = ref; !seen.has(at); ) {
      seen.add(at);
      const found = this.#at(at);
      if (found === undefined) return undefined;
      const next = textIn(found, '$ref');
      if (next === undefined) return found;
      at = next;
    }
    return undefined;
  }

  /** The object itself, or what it refers to. */
  deref(node: unknown): Json | undefined {
    if (!isObject(node)) return undefined;
    const ref = textIn(node, '$ref');
    return ref === undefined ? node : this.resolve(ref);
  }

  #at(ref: string): Json | undefined {
    const hash = ref.indexOf('#');
    const document = this.#documents.get(hash < 0 ? ref : ref.slice(0, hash));
    let value: unknown = document;
    for (const step of steps(hash < 0 ? '' : ref.slice(hash + 1)))
      value = isObject(value) ? memberOf(value, step) : Array.isArray(value) ? value[Number(step)] : undefined;
    return isObject(value) ? value : undefined;
  }
}

/** A JSON pointer (RFC 6901) as a fragment of a URL. */
function steps(pointer: string): readonly string[] {
  if (!pointer.startsWith('/')) return [];
  return pointer
    .slice(1)
    .split('/')
    .map((step) => decoded(step).replaceAll('~1', '/').replaceAll('~0', '~'));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
