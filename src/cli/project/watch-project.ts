import type { Config } from '../../config/config.ts';
import { watchFiles } from './watch-files.ts';
import { watchFolder } from './watch-folder.ts';

/** Watches documents and schemas from before the first look at them, so that no change falls in between. */
export function watchProject({ policies, subgraphs }: Config, changed: () => void): { stop(): Promise<void> } {
  const files = Object.values(subgraphs).map(({ schema }) => schema);
  const schemas = watchFiles(files, async () => changed());
  const documents = watchFolder(policies, changed);
  return {
    async stop() {
      documents.stop();
      await schemas.stop();
    },
  };
}
