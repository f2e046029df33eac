import type { Config } from '../../config/config.ts';
import { watchFiles } from './watch-files.ts';
import { watchFolder } from './watch-folder.ts';

interface Watch {
  stop(): Promise<void>;
}

/**
 * Watches the documents and schemas that the served configuration names, and those of one that is tried: where it was refused for them, or for their absence,
 * it is tried again when they change.
 */
export class ProjectWatches {
  readonly #changed: () => void;
  #served: Watch | undefined;
  #tried: Watch | undefined;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** To be called before the first look at what it names, so that no change falls in between. */
  try(config: Config): void {
    void this.#tried?.stop();
    this.#tried = watchProject(config, this.#changed);
  }

  /** The one that was tried last is served. */
  serve(): void {
    void this.#served?.stop();
    this.#served = this.#tried;
    this.#tried = undefined;
  }

  async stop(): Promise<void> {
    await Promise.all([this.#served?.stop(), this.#tried?.stop()]);
  }
}

function watchProject({ policies, subgraphs, graph: { safelist } }: Config, changed: () => void): Watch {
  const schemas = Object.values(subgraphs).map(({ schema }) => schema);
  const files = watchFiles(safelist === undefined ? schemas : [...schemas, safelist.file], async () => changed());
  const documents = watchFolder(policies, changed);
  return {
    async stop() {
      documents.stop();
      await files.stop();
    },
  };
}
