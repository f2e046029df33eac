import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { freePort } from '../../../src/cli/project/free-port.ts';
import { openProject } from '../../../src/cli/project/open-project.ts';
import { close, listen } from '../../../src/dev/listen.ts';
import { GatewayStartError } from '../../../src/gateway/start-error.ts';
import { projectFolder } from '../../support/project-folder.ts';

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

it('takes another free port when the first was taken meanwhile, and gives up in the end', { timeout: 60_000 }, async () => {
  const server = createServer();
  onTestFinished(() => close(server));
  const taken = await listen(server, 0);
  const cwd = projectFolder({
    'fedpass.yaml': 'subgraphs: { a: { url: "http://a.example/graphql" } }\n',
    'subgraphs/a/schema.graphql': 'type Query { a: Int }',
  });
  const request = { config: join(cwd, 'fedpass.yaml'), cwd, env: {}, port: 0, introspection: 'nobody', log: silent } as const;
  const found = [taken, taken];
  const project = await openProject({ ...request, freePort: async () => found.pop() ?? freePort() });
  await project.close();
  expect([found, project.gateway.port === taken]).toEqual([[], false]);
  await expect(openProject({ ...request, freePort: async () => taken })).rejects.toThrow(GatewayStartError);
});
