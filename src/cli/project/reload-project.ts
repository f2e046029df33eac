import { isDeepStrictEqual } from 'node:util';
import type { ProjectDocument } from '../../compiler/compile-project.ts';
import type { Config } from '../../config/config.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { SubgraphSchema } from '../../gateway/2-plan/compose.ts';
import { CompositionFailure } from '../../gateway/2-plan/composition-failure.ts';
import type { RunningGateway } from '../../gateway/serve.ts';
import type { Log } from '../../runtime/ports/log.ts';
import { compositionFindings } from './composition-findings.ts';
import type { HandlerStore, Refresh } from './handler-store.ts';
import { readDocuments } from './read-documents.ts';
import { readSchemas } from './read-schemas.ts';

/** What became of schemas that changed on disk. */
export type SchemaReload = { readonly kind: 'served' } | { readonly kind: 'refused'; readonly findings: readonly Diagnostic[] };

export interface ServedProject {
  readonly config: Config;
  readonly cwd: string;
  readonly handlers: HandlerStore;
  readonly gateway: Pick<RunningGateway, 'prepare'>;
  /** As they were read at the start. */
  readonly schemas: readonly SubgraphSchema[];
  readonly log: Log;
}

/** Who is told what came of a reload. */
export interface ReloadListener {
  onReload(refresh: Refresh): void;
  onSchemas(reload: SchemaReload): void;
}

/**
 * Serves a project anew as it lies on disk: documents and schemas that changed together are swapped together, in one step. What is broken keeps its last good version,
 * and keeps nothing else from being served.
 */
export class ProjectReload {
  readonly #project: ServedProject;
  readonly #listener: ReloadListener;
  #schemas: ReturnType<typeof readSchemas>;
  /** As they were at the last look, good or not. */
  #documents: readonly ProjectDocument[] | undefined;
  #isAsked = false;
  #working: Promise<void> | undefined;

  constructor(project: ServedProject, listener: ReloadListener) {
    this.#project = project;
    this.#listener = listener;
    this.#schemas = { schemas: project.schemas, findings: [] };
  }

  /** Something changed. What changes while a reload is at work is for the next, however often. Resolves when there is nothing left to do. */
  ask(): Promise<void> {
    this.#isAsked = true;
    this.#working ??= this.#work();
    return this.#working;
  }

  async #work(): Promise<void> {
    try {
      while (this.#isAsked) {
        this.#isAsked = false;
        await this.#reload();
      }
    } finally {
      this.#working = undefined;
    }
  }

  async #reload(): Promise<void> {
    const schemas = this.#prepareSchemas();
    await this.#reloadDocuments(schemas?.then(({ serve }) => serve)).catch((error: unknown) => {
      // At the next look all of them are new.
      this.#documents = undefined;
      this.#project.log.error({ error: textOf(error) }, 'the policy documents could not be read again; the old handlers go on serving');
    });
    const came = await schemas;
    came?.serve();
    if (came?.reload !== undefined) this.#listener.onSchemas(came.reload);
  }

  /** `alongside` is swapped in the same step; it is left alone where no document has changed. */
  async #reloadDocuments(alongside: Promise<() => void> | undefined): Promise<void> {
    const { config, cwd, handlers } = this.#project;
    const { documents } = readDocuments(config.policies, cwd);
    if (this.#documents !== undefined && isDeepStrictEqual(documents, this.#documents)) return;
    this.#documents = documents;
    const refresh = await handlers.refresh(documents, alongside);
    if (refresh.changed.length > 0 || refresh.broken.length > 0) this.#listener.onReload(refresh);
  }

  /** Undefined where they are as they were at the last look, good or not. Never rejects. */
  #prepareSchemas(): Promise<PreparedSchemas> | undefined {
    const { config, cwd } = this.#project;
    const now = readSchemas(config, cwd);
    if (isSame(now, this.#schemas)) return undefined;
    this.#schemas = now;
    return this.#prepared(now);
  }

  async #prepared({ schemas, findings }: ReturnType<typeof readSchemas>): Promise<PreparedSchemas> {
    const { gateway, log } = this.#project;
    if (findings.length > 0) return { serve: nothing, reload: { kind: 'refused', findings } };
    try {
      const serve = await gateway.prepare({ kind: 'subgraphs', subgraphs: schemas });
      return { serve, reload: { kind: 'served' } };
    } catch (error) {
      if (error instanceof CompositionFailure)
        return { serve: nothing, reload: { kind: 'refused', findings: compositionFindings(error, schemas) } };
      log.error({ error: textOf(error) }, 'the changed schemas cannot be served; the old ones stay');
      return { serve: nothing, reload: undefined };
    }
  }
}

interface PreparedSchemas {
  /** Swaps them in; may be called twice. */
  readonly serve: () => void;
  readonly reload: SchemaReload | undefined;
}

const nothing = (): void => undefined;

const isSame = (one: ReturnType<typeof readSchemas>, other: ReturnType<typeof readSchemas>): boolean =>
  isDeepStrictEqual(one.schemas, other.schemas) && one.findings.length === other.findings.length;

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
