import { createHash } from 'node:crypto';
import type { Source } from '../../../diagnostics/source.ts';
import type { InputDocument } from '../document.ts';
import type { Surroundings } from '../surroundings.ts';

/** Digests of texts, each made once. */
export class TextDigests {
  readonly #made = new WeakMap<Source, string>();

  of(source: Source): string {
    const digest = this.#made.get(source) ?? digestOf(source.encoding === 'utf-8' ? source.text : `${source.encoding} ${source.text}`);
    this.#made.set(source, digest);
    return digest;
  }
}

/** Makes the keys that findings are kept under: everything that findings follow from, by its digest. */
export class DocumentKeys {
  /** Stands for all that is around the documents. */
  readonly around: string;
  readonly #digests: TextDigests;

  constructor(around: Surroundings, dialect: string, digests: TextDigests) {
    const subgraphs = around.kind === 'project' ? Object.keys(around.config.subgraphs) : [];
    this.around = digestOf(JSON.stringify([dialect, around.kind, subgraphs, around.facts], plainly));
    this.#digests = digests;
  }

  /** The key of a document. `neighbours` are those that it includes, `others` what it follows from besides. */
  keyOf({ source, name }: InputDocument, neighbours: readonly Source[], others: readonly unknown[]): string {
    const texts = [source, ...neighbours].map((one) => this.#digests.of(one));
    return [this.around, name ?? '', JSON.stringify(others), ...texts].join(' ');
  }
}

/** Maps and sets as JSON: by their entries, in their order. */
const plainly = (_key: string, value: unknown): unknown =>
  value instanceof Map ? ['map', ...value] : value instanceof Set ? ['set', ...value] : value;

/** 128 bits tell any two texts apart that nobody made to be mistaken for each other. */
const digestOf = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22);
