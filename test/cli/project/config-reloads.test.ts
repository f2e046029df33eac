import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { loadProject } from '../../../src/cli/project/open-generation.ts';
import { ProjectRefused } from '../../../src/cli/project/refused.ts';
import { ConfigReloads, type ServedGeneration } from '../../../src/cli/project/reload-config.ts';
import { smallestConfig } from '../../../src/config/smallest.ts';
import { memoryLog } from '../../gateway/support/gateway.ts';
import { projectFolder } from '../../support/project-folder.ts';

/** Milliseconds until another try, so that a test need not wait. */
const soon = 1;

it('tries again what lacked something that nobody watches, and says so once', async () => {
  const cwd = projectFolder({ 'fedpass.yaml': smallestConfig });
  const config = join(cwd, 'fedpass.yaml');
  const said: string[] = [];
  const deeds: string[] = [];
  const request = {
    config,
    cwd,
    env: {},
    introspection: 'nobody',
    log: memoryLog([]),
    onConfig: ({ kind }: { readonly kind: string }) => void said.push(kind),
  } as const;
  let isAway = false;
  let lacks = false;
  let generation = 0;
  const reloads = new ConfigReloads(
    request,
    {
      load() {
        deeds.push('load');
        if (lacks) throw new ProjectRefused([], 1, 2);
        return loadProject(request);
      },
      async open() {
        const name = generation++;
        if (isAway) throw new Error('the store is away');
        return {
          reload: { ask: async () => undefined },
          services: { telemetry: { reloads: () => undefined } },
          enter: () => void deeds.push(`enter ${name}`),
          close: async () => void deeds.push(`close ${name}`),
        } as unknown as ServedGeneration;
      },
    },
    soon,
  );
  onTestFinished(() => reloads.close());
  await reloads.start();
  expect(deeds).toEqual(['load', 'enter 0']);

  lacks = true;
  writeFileSync(config, `${smallestConfig}\n# 1`);
  await reloads.ask();
  // More than one try, and one word of it.
  await expect.poll(() => deeds.filter((deed) => deed === 'load').length).toBeGreaterThan(3);
  expect(said).toEqual(['refused']);
  lacks = false;
  isAway = true;
  await expect.poll(() => said).toEqual(['refused', 'failed']);
  isAway = false;
  await expect.poll(() => said).toEqual(['refused', 'failed', 'served']);
  const last = generation - 1;
  await expect.poll(() => deeds.slice(-2)).toEqual([`enter ${last}`, 'close 0']);
});
