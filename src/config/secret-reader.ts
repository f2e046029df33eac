import { isAbsolute, join } from 'node:path';
import type { Clock } from '../runtime/ports/clock.ts';
import { Secret } from '../runtime/ports/credential-source.ts';
import { nameOf, type SecretReference, type SecretText } from './secret-text.ts';

/** The environment that references name: `process.env`, or any other. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Files as the reader needs them. Neither function throws. */
export interface SecretFiles {
  /** Something that differs whenever the file has changed; undefined when it cannot be read. */
  stamp(path: string): string | undefined;
  /** What a file holds, as bytes or as the text that they are in UTF-8; undefined when it cannot be read or is larger than 1 MiB. */
  read(path: string): Uint8Array | string | undefined;
}

export interface SecretSources {
  readonly env: Environment;
  readonly files: SecretFiles;
  /** What relative paths are taken from: the folder of the configuration. */
  readonly folder: string;
  /** With a clock, a file is looked at no more than once a second. */
  readonly clock?: Clock;
}

/** A secret, or which reference has none and why, in words that hold no value. */
export type SecretAnswer =
  | { readonly kind: 'found'; readonly secret: Secret }
  | { readonly kind: 'missing'; readonly reference: SecretReference; readonly name: string; readonly problem: string };

/** The same of a secret that is no text. */
export type BytesAnswer =
  | { readonly kind: 'found'; readonly bytes: Uint8Array }
  | { readonly kind: 'missing'; readonly name: string; readonly problem: string };

interface Read {
  readonly stamp: string;
  readonly content: Uint8Array | string | undefined;
  /** The content as text, less one line end. */
  readonly text: string | undefined;
  readonly lookedAt: number;
}

const lookAgainAfterMs = 1000;

/**
 * Turns {@link SecretText} into {@link Secret}. Files are read again when they have changed, so a rotated secret needs no restart.
 * One line end at the end of a file is not part of the secret. Never throws.
 */
export class SecretReader {
  readonly #sources: SecretSources;
  readonly #read = new Map<string, Read>();

  constructor(sources: SecretSources) {
    this.#sources = sources;
  }

  read(text: SecretText): SecretAnswer {
    if (text.kind === 'literal') return { kind: 'found', secret: text.value };
    if (text.kind !== 'parts') return this.#resolve(text);
    let whole = '';
    for (const part of text.parts) {
      const answer = part.kind === 'literal' ? { kind: 'found' as const, secret: part.value } : this.#resolve(part);
      if (answer.kind === 'missing') return answer;
      whole += answer.secret.reveal();
    }
    return { kind: 'found', secret: new Secret(whole) };
  }

  /** The bytes of a file as they are; of anything else, the bytes of its base64 text. The same object while a file stays the same. */
  bytes(text: SecretText): BytesAnswer {
    if (text.kind === 'file') {
      const content = this.#file(text.path)?.content;
      if (content !== undefined && content.length > 0)
        return { kind: 'found', bytes: typeof content === 'string' ? Buffer.from(content) : content };
    }
    const answer = this.read(text);
    if (answer.kind === 'missing') return answer;
    return { kind: 'found', bytes: Buffer.from(answer.secret.reveal(), 'base64') };
  }

  #resolve(reference: SecretReference): SecretAnswer {
    const value = reference.kind === 'env' ? this.#variable(reference.name) : this.#file(reference.path)?.text;
    if (value !== undefined && value !== '') return { kind: 'found', secret: new Secret(value) };
    const problem = value === '' ? 'is empty' : reference.kind === 'env' ? 'is not set' : 'cannot be read';
    return { kind: 'missing', reference, name: nameOf(reference), problem };
  }

  #variable(name: string): string | undefined {
    return Object.hasOwn(this.#sources.env, name) ? this.#sources.env[name] : undefined;
  }

  #file(path: string): Read | undefined {
    const { files, folder, clock } = this.#sources;
    const whole = isAbsolute(path) ? path : join(folder, path);
    const now = clock?.elapsed();
    const last = this.#read.get(whole);
    if (last !== undefined && now !== undefined && now - last.lookedAt < lookAgainAfterMs) return last;
    const stamp = files.stamp(whole);
    if (stamp === undefined) {
      this.#read.delete(whole);
      return undefined;
    }
    const lookedAt = now ?? 0;
    const read = last?.stamp === stamp ? { ...last, lookedAt } : { stamp, ...contentOf(files.read(whole)), lookedAt };
    this.#read.set(whole, read);
    return read;
  }
}

function contentOf(content: Uint8Array | string | undefined): Pick<Read, 'content' | 'text'> {
  const text = typeof content === 'object' ? Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString('utf8') : content;
  return { content, text: text?.replace(/\r?\n$/, '') };
}
