import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { StoreError } from '../../credentials/store/store.ts';
import { VaultError } from '../../credentials/vault/vault-error.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { GatewayStartError } from '../../gateway/start-error.ts';
import { UsageError } from '../exit.ts';
import type { Generation } from './open-generation.ts';
import type { ProjectRequest } from './project-request.ts';
import { ProjectRefused } from './refused.ts';

/**
 * What became of a configuration that changed on disk. `refused`: something is wrong with what is written, in it or in what it names. `failed`: something
 * that it needs is not there, in one sentence. In both cases all of the old one stays in force.
 */
export type ConfigReload =
  | { readonly kind: 'served' }
  | { readonly kind: 'refused'; readonly findings: readonly Diagnostic[] }
  | { readonly kind: 'failed'; readonly why: string };

/** A generation that can be closed. */
export interface ServedGeneration extends Generation {
  close(): Promise<void>;
}

/**
 * Serves a project as its configuration says, and anew as a whole when that changes: what it asks for is opened beside what serves, swapped in in one step, and
 * what served before ends after its last request. One change at a time, those of documents and schemas among them, so that what was written together is read
 * together; there are never more than two generations.
 */
export class ConfigReloads {
  readonly #request: Pick<ProjectRequest, 'config' | 'log' | 'onConfig'>;
  readonly #open: (before: Generation | undefined) => Promise<ServedGeneration>;
  #current: ServedGeneration | undefined;
  /** As it is served, and as it was at the last look, good or not. */
  #served: string | undefined;
  #looked: string | undefined;
  /** What was said of the last one that was not taken. */
  #told: ConfigReload | undefined;
  #isAsked = false;
  #isClosing = false;
  #working: Promise<void> | undefined;
  #leaving: Promise<void> | undefined;

  constructor(
    request: Pick<ProjectRequest, 'config' | 'log' | 'onConfig'>,
    open: (before: Generation | undefined) => Promise<ServedGeneration>,
  ) {
    this.#request = request;
    this.#open = open;
  }

  /** What serves. */
  get current(): ServedGeneration {
    if (this.#current === undefined) throw new Error('nothing is served yet');
    return this.#current;
  }

  /** Serves the first one. Rejects with why it cannot be. */
  async start(): Promise<void> {
    this.#looked = this.#read();
    const first = await this.#open(undefined);
    first.enter();
    this.#served = this.#looked;
    this.#current = first;
    // What came while it was opened.
    if (this.#isAsked) void this.ask();
  }

  /** A document or a schema changed. Where the configuration did as well, it comes once it keeps still, and they with it. */
  note(): void {
    if (this.#current === undefined || this.#read() === this.#looked) void this.ask();
  }

  /** Something changed. What changes meanwhile is for the next turn, however often. Resolves when there is nothing left to do. Never rejects. */
  ask(): Promise<void> {
    this.#isAsked = true;
    if (this.#current === undefined || this.#isClosing) return Promise.resolve();
    this.#working ??= this.#work(this.#current);
    return this.#working;
  }

  /** Ends what serves, and what is being opened. */
  async close(): Promise<void> {
    this.#isClosing = true;
    // At the same time: each has its grace.
    await Promise.all([this.#leaving, this.#current?.close()]);
    await this.#working;
  }

  async #work(current: ServedGeneration): Promise<void> {
    let serving = current;
    while (this.#isAsked && !this.#isClosing) {
      this.#isAsked = false;
      this.#looked = this.#read();
      const next = this.#looked === this.#served ? undefined : await this.#succeed(serving);
      if (next === undefined) await serving.reload.ask();
      else serving = next;
    }
    this.#working = undefined;
  }

  /** Undefined when it cannot be served, and all is as it was. */
  async #succeed(before: ServedGeneration): Promise<ServedGeneration | undefined> {
    const text = this.#looked;
    // No more than two at a time.
    await this.#leaving;
    try {
      const next = await this.#open(before);
      if (this.#isClosing) {
        await next.close();
        return undefined;
      }
      next.enter();
      this.#current = next;
      this.#served = text;
      this.#tell({ kind: 'served' });
      this.#leaving = this.#end(before);
      return next;
    } catch (error) {
      this.#tell(refusal(error));
      return undefined;
    }
  }

  /** Resolves after its last request. Never rejects. */
  async #end(before: ServedGeneration): Promise<void> {
    try {
      await before.close();
    } catch (error) {
      this.#request.log.error({ error: textOf(error) }, 'what served the old configuration could not be closed');
    }
  }

  /** The same is said once, however often it is tried. */
  #tell(reload: ConfigReload): void {
    const before = this.#told;
    this.#told = reload.kind === 'served' ? undefined : reload;
    if (reload.kind !== 'served' && isDeepStrictEqual(saying(reload), before && saying(before))) return;
    this.current.services.telemetry.reloads('config', reload.kind === 'served' ? 'served' : 'refused');
    this.#request.onConfig?.(reload);
  }

  #read(): string | undefined {
    try {
      return readFileSync(this.#request.config, 'utf8');
    } catch {
      return undefined;
    }
  }
}

/** What is said, for people. */
const saying = (reload: ConfigReload): readonly unknown[] =>
  reload.kind === 'refused'
    ? reload.findings.map(({ code, message, span, source }) => [code, message, span, source?.file])
    : [reload.kind, reload.kind === 'failed' ? reload.why : ''];

function refusal(error: unknown): ConfigReload {
  if (error instanceof ProjectRefused) return { kind: 'refused', findings: error.findings };
  if (error instanceof UsageError && error.help !== undefined) return { kind: 'failed', why: `${error.message}; ${error.help}` };
  if (error instanceof UsageError || error instanceof StoreError || error instanceof VaultError || error instanceof GatewayStartError)
    return { kind: 'failed', why: error.message };
  return { kind: 'failed', why: `internal error: ${textOf(error)}` };
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
