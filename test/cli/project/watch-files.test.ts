import { renameSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type FileWatchTimes, watchFiles } from '../../../src/cli/project/watch-files.ts';
import { projectFolder } from '../../support/project-folder.ts';

/** A day: what only an event, or only a look, tells is told by it alone. */
const never = 86_400_000;

function watching(times: FileWatchTimes) {
  const folder = projectFolder({ 'a.graphql': 'one', 'b.txt': 'one' });
  let tell: (() => void) | undefined;
  let told = 0;
  const watch = watchFiles(
    [join(folder, 'a.graphql')],
    async () => {
      told++;
      tell?.();
    },
    times,
  );
  onTestFinished(() => watch.stop());
  return {
    folder,
    told: () => told,
    change(work: () => void): Promise<void> {
      const done = new Promise<void>((resolve) => {
        tell = resolve;
      });
      work();
      return done;
    },
  };
}

describe('files that are watched', () => {
  it('are told of by events: written in place, and replaced by a rename', async () => {
    const { folder, change } = watching({ settle: 5, look: never });
    const file = join(folder, 'a.graphql');
    await change(() => writeFileSync(file, 'two'));
    await change(() => {
      writeFileSync(`${file}.tmp`, 'three');
      renameSync(`${file}.tmp`, file);
    });
    await change(() => writeFileSync(file, 'four'));
  });

  it('are told of by looking, where there is no event', async () => {
    const { folder, change } = watching({ settle: never, look: 5 });
    await change(() => writeFileSync(join(folder, 'a.graphql'), 'two'));
  });

  it('are told of once for a burst, and not for another file', async () => {
    const { folder, change, told } = watching({ settle: 20, look: never });
    await change(() => {
      for (let i = 0; i < 50; i++) writeFileSync(join(folder, 'a.graphql'), `text ${i}`);
      writeFileSync(join(folder, 'b.txt'), 'two');
      utimesSync(join(folder, 'b.txt'), 1, 1);
    });
    expect(told()).toBe(1);
  });
});
