import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Source } from '../../../diagnostics/source.ts';
import { writeWhole } from '../../write-whole.ts';
import type { CheckedDocument } from '../document.ts';
import { fromPlain, type PlainDocument, toPlain } from './plain.ts';

/** Keeps what was found from one run to the next. */
export interface LintCache {
  /** What was found in a document, if it was kept under this very key. */
  find(source: Source, key: string): CheckedDocument | undefined;
  keep(document: CheckedDocument, key: string): void;
  /** Writes what is new. A cache that cannot be written is no fault of the documents: nothing is said. */
  save(): void;
}

export const noCache: LintCache = { find: () => undefined, keep() {}, save() {} };

interface Entry {
  readonly key: string;
  readonly document: unknown;
}

/**
 * One file for all documents that are checked from one working folder, by their names. An entry holds only under a key of everything that it follows
 * from, so a file that is old, foreign or damaged costs time and nothing else. It is replaced as a whole: of two runs at once the later one
 * to end wins, and a reader never sees half of it.
 */
export class FileCache implements LintCache {
  readonly #path: string;
  readonly #version: string;
  readonly #cwd: string;
  #entries: Map<string, Entry> | undefined;
  #changed = false;

  /** `version` is that of the program; entries of another one are forgotten. */
  constructor(path: string, version: string, cwd: string) {
    this.#path = path;
    this.#version = version;
    this.#cwd = cwd;
  }

  find(source: Source, key: string): CheckedDocument | undefined {
    const entry = this.#read().get(source.file);
    return entry?.key === key ? fromPlain(entry.document, source) : undefined;
  }

  keep(document: CheckedDocument, key: string): void {
    const plain: PlainDocument | undefined = toPlain(document);
    const entries = this.#read();
    if (plain === undefined) entries.delete(document.source.file);
    else entries.set(document.source.file, { key, document: plain });
    this.#changed = true;
  }

  save(): void {
    if (!this.#changed) return;
    this.#changed = false;
    // Files that are gone; others may belong to a run over other paths.
    const entries = [...this.#read()].filter(([file]) => existsSync(resolve(this.#cwd, file)));
    try {
      mkdirSync(dirname(this.#path), { recursive: true });
      writeWhole(this.#path, JSON.stringify({ version: this.#version, entries }));
    } catch {
      // Read-only, or full.
    }
  }

  #read(): Map<string, Entry> {
    this.#entries ??= new Map(readEntries(this.#path, this.#version));
    return this.#entries;
  }
}

function readEntries(path: string, version: string): readonly (readonly [string, Entry])[] {
  try {
    const kept: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof kept !== 'object' || kept === null || !('version' in kept) || kept.version !== version) return [];
    if (!('entries' in kept) || !Array.isArray(kept.entries)) return [];
    return kept.entries.filter(isEntry);
  } catch {
    return [];
  }
}

const isEntry = (value: unknown): value is readonly [string, Entry] =>
  Array.isArray(value) &&
  typeof value[0] === 'string' &&
  typeof value[1] === 'object' &&
  value[1] !== null &&
  'key' in value[1] &&
  typeof value[1].key === 'string' &&
  'document' in value[1];
