import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { StoreError } from '../../credentials/store/store.ts';
import { VaultError } from '../../credentials/vault/vault-error.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { GatewayStartError } from '../../gateway/start-error.ts';
import { UsageError } from '../exit.ts';
import type { Generation, LoadedConfig } from './open-generation.ts';
import type { ProjectRequest } from './project-request.ts';
import { ProjectWatches } from './project-watches.ts';
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

/** How a configuration comes to be served. */
export interface ConfigSteps {
  /** Reads it. Throws ProjectRefused. */
  load(): LoadedConfig;
  /** Opens all that it asks for. Rejects with why that cannot be; nothing is left open then. */
  open(loaded: LoadedConfig, before: Generation | undefined): Promise<ServedGeneration>;
}

/** Milliseconds after which a configuration is tried again that lacked what nobody here watches: a secret, or a store that is away. */
const againAfter = 10_000;

/**
 * Serves a project as its configuration says, and anew as a whole when that changes: what it asks for is opened beside what serves, swapped in in one step, and
 * what served before ends after its last request. One change at a time, those of documents and schemas among them, so that what was written together is read
 * together; there are never more than two generations.
 */
export class ConfigReloads {
  readonly #request: Pick<ProjectRequest, 'config' | 'log' | 'onConfig'>;
  readonly #steps: ConfigSteps;
  readonly #againAfter: number;
  readonly #watches = new ProjectWatches(() => this.#note());
  #current: ServedGeneration | undefined;
  /** As it is served, and as it was at the last look, good or not. */
  #served: string | undefined;
  #looked: string | undefined;
  /** What was said of the last one that was not taken. */
  #told: ConfigReload | undefined;
  #isAsked = false;
  #isClosing = false;
  #working: Promise<void> | undefined;
  /** The one before, until its last request has ended. */
  #leaving: { readonly generation: ServedGeneration; readonly ended: Promise<void> } | undefined;

  #again: NodeJS.Timeout | undefined;

  constructor(request: Pick<ProjectRequest, 'config' | 'log' | 'onConfig'>, steps: ConfigSteps, again = againAfter) {
    this.#request = request;
    this.#steps = steps;
    this.#againAfter = again;
  }

  /** What serves. */
  get current(): ServedGeneration {
    if (this.#current === undefined) throw new Error('nothing is served yet');
    return this.#current;
  }

  /** Serves the first one. Rejects with why it cannot be. */
  async start(): Promise<void> {
    this.#looked = this.#read();
    const loaded = this.#steps.load();
    this.#watches.try(loaded.config);
    this.#take(await this.#steps.open(loaded, undefined));
    // What came while it was opened.
    if (this.#isAsked) void this.ask();
  }

  /** A document or a schema changed. Where the configuration did as well, it comes once it keeps still, and they with it. */
  #note(): void {
    if (this.#current === undefined || this.#read() === this.#looked) void this.ask();
  }

  /** The file of the configuration was written. */
  changed(): Promise<void> {
    this.#told = undefined;
    return this.ask();
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
    clearTimeout(this.#again);
    await this.#watches.stop();
    // At the same time: each has its grace.
    this.#leaving?.generation.gateway.hurry();
    await Promise.all([this.#leaving?.ended, this.#current?.close()]);
    await this.#working;
  }

  async #work(current: ServedGeneration): Promise<void> {
    let serving = current;
    while (this.#isAsked && !this.#isClosing) {
      this.#isAsked = false;
      this.#looked = this.#read();
      const next = this.#looked === this.#served ? this.#stay() : await this.#succeed(serving);
      if (next === undefined) await serving.reload.ask();
      else serving = next;
    }
    this.#working = undefined;
  }

  /** It is as it is served: perhaps what was refused was taken back. */
  #stay(): undefined {
    clearTimeout(this.#again);
  }

  /** Undefined when it cannot be served, and all is as it was. */
  async #succeed(before: ServedGeneration): Promise<ServedGeneration | undefined> {
    clearTimeout(this.#again);
    // No more than two at a time.
    await this.#leaving?.ended;
    let loaded: LoadedConfig | undefined;
    try {
      loaded = this.#steps.load();
      this.#watches.try(loaded.config);
      const next = await this.#steps.open(loaded, before);
      if (this.#isClosing) {
        await next.close();
        return undefined;
      }
      this.#take(next);
      this.#tell({ kind: 'served' });
      this.#leaving = { generation: before, ended: this.#end(before) };
      return next;
    } catch (error) {
      this.#tell(refusal(error));
      // What is wrong in documents and schemas is watched; and to open them is costly.
      const isWatched = loaded !== undefined && error instanceof ProjectRefused;
      if (!isWatched && !this.#isClosing) this.#again = setTimeout(() => void this.ask(), this.#againAfter).unref();
      return undefined;
    }
  }

  /** All in one step. */
  #take(next: ServedGeneration): void {
    next.enter();
    this.#current = next;
    this.#served = this.#looked;
    this.#watches.serve();
  }

  /** Resolves after its last request. Never rejects. */
  async #end(before: ServedGeneration): Promise<void> {
    try {
      await before.close();
    } catch (error) {
      this.#request.log.error({ error: textOf(error) }, 'what served the old configuration could not be closed');
    }
    if (this.#leaving?.generation === before) this.#leaving = undefined;
  }

  /** The same is said once of a file, however often it is tried. */
  #tell(reload: ConfigReload): void {
    const before = this.#told;
    this.#told = reload.kind === 'served' ? undefined : reload;
    if (before !== undefined && isDeepStrictEqual(saying(reload), saying(before))) return;
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
