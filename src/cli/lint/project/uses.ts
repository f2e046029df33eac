import type { Source } from '../../../diagnostics/source.ts';

/** What documents refer to, read off their texts. `any`: one of them does not say plainly what it means, so nothing is known to be unused. */
export interface Uses {
  readonly fragments: ReadonlySet<string> | 'any';
  readonly namedValues: ReadonlySet<string>;
  /** `provider` and `provider/connection`. */
  readonly connections: ReadonlySet<string> | 'any';
}

/** Reads what a text refers to, once: a text that did not change is the same object. */
export class UseReader {
  readonly #known = new WeakMap<Source, Uses>();

  of(sources: Iterable<Source>): Uses {
    const all = [...sources].map((source) => this.#read(source));
    return {
      fragments: joined(all.map(({ fragments }) => fragments)),
      namedValues: new Set(all.flatMap(({ namedValues }) => [...namedValues])),
      connections: joined(all.map(({ connections }) => connections)),
    };
  }

  #read(source: Source): Uses {
    const known = this.#known.get(source) ?? usesIn(source.text);
    this.#known.set(source, known);
    return known;
  }
}

const joined = (all: readonly (ReadonlySet<string> | 'any')[]): ReadonlySet<string> | 'any' =>
  all.includes('any') ? 'any' : new Set(all.flatMap((one) => (one === 'any' ? [] : [...one])));

/** What stands in a comment counts as well: it was in use, and may be again. */
function usesIn(text: string): Uses {
  const fragments = includedBy(text);
  return {
    fragments: fragments === undefined ? 'any' : new Set(fragments),
    namedValues: new Set([...text.matchAll(/\{\{\s*([A-Za-z0-9_.-]+)\s*\}\}/g)].map(([, name = '']) => name)),
    connections: connectionsIn(text),
  };
}

/** Ids of fragments that a text includes; undefined when it does not say them plainly. */
export function includedBy(text: string): readonly string[] | undefined {
  const count = text.split('include-fragment').length - 1;
  if (count === 0) return [];
  const ids = [...text.matchAll(/<include-fragment\s[^<>]*?\bfragment-id\s*=\s*["']([\w.-]+)["']/g)].map(([, id = '']) => id);
  // An end tag names the element once more.
  return ids.length === count - (text.split('</include-fragment').length - 1) ? ids : undefined;
}

function connectionsIn(text: string): ReadonlySet<string> | 'any' {
  const used = new Set<string>();
  for (const [, written = ''] of text.matchAll(/<get-authorization-context\b((?:"[^"]*"|'[^']*'|[^>"'])*)/g)) {
    const provider = plainAttribute(written, 'provider-id');
    const connection = plainAttribute(written, 'authorization-id');
    if (provider === undefined || connection === undefined) return 'any';
    used.add(provider).add(`${provider}/${connection}`);
  }
  return used;
}

/** The value of an attribute that is no expression and holds no named value. */
const plainAttribute = (written: string, name: string): string | undefined =>
  new RegExp(`\\b${name}\\s*=\\s*(?:"([^"@{&]*)"|'([^'@{&]*)')`)
    .exec(written)
    ?.slice(1)
    .find((value) => value !== undefined);
