import { createHash } from 'node:crypto';
import type { InputDocument } from '../document.ts';
import type { Surroundings } from '../surroundings.ts';

/** Makes the keys that findings are kept under: digests of everything that findings follow from. */
export class DocumentKeys {
  readonly #around: string;

  constructor(around: Surroundings, dialect: string) {
    const subgraphs = around.kind === 'project' ? Object.keys(around.config.subgraphs) : [];
    this.#around = digest(JSON.stringify([dialect, around.kind, subgraphs, around.facts], plainly));
  }

  /** The key of a document. `neighbours` are the texts that it includes, `options` those of its rules. */
  keyOf({ source, name }: InputDocument, neighbours: readonly string[], options: object): string {
    return digest(JSON.stringify([this.#around, name ?? null, options, neighbours.map(digest), digest(source.text)]));
  }
}

/** Maps and sets as JSON: by their entries, in their order. */
const plainly = (_key: string, value: unknown): unknown =>
  value instanceof Map ? ['map', ...value] : value instanceof Set ? ['set', ...value] : value;

const digest = (text: string): string => createHash('sha256').update(text).digest('base64');
