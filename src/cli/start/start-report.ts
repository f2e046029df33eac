import type { CredentialManager } from '../../credentials/credential-manager.ts';
import type { Io } from '../io.ts';
import { paint } from '../paint.ts';
import { connectionViews, connectUrl } from '../project/connection-views.ts';
import { apiGuards, guards } from '../project/guards.ts';
import type { OpenProject } from '../project/open-project.ts';

/** What `start` prints when it is ready: where it listens, which document guards which subgraph, who still has to give consent. */
export async function startReport(project: OpenProject, { color }: Pick<Io, 'color'>): Promise<string> {
  const ink = paint(color.out);
  const rows = guards(project).map(({ subgraph, url, document, connections, computed }) => {
    const tokens = [...connections.map(({ provider, connection }) => `${provider}/${connection}`), ...computed].join('; ');
    const guard = document ?? ink.yellow('no document: called without a token');
    return `  ${subgraph.padEnd(16)} ${url}\n  ${''.padEnd(16)} ${guard}${tokens === '' ? '' : ` (${tokens})`}`;
  });
  const apis = apiGuards(project).map(
    ({ api, path, url, document }) =>
      `  ${api.padEnd(16)} ${path} → ${url}\n  ${''.padEnd(16)} ${document ?? ink.yellow('no document: called without a token')}`,
  );
  const links = project.credentials === undefined ? [] : await needy(project.credentials.manager);
  return [
    `${ink.bold('fedpass')} serves ${project.gateway.url}/graphql`,
    ...(project.management === undefined ? [] : [`  management API at ${project.management.url}`]),
    '',
    ...rows,
    ...(apis.length === 0 ? [] : ['', ink.bold('APIs'), ...apis]),
    ...(links.length === 0 ? [] : ['', ink.bold('Connections that need you'), ...links]),
    '',
  ].join('\n');
}

/** A line for each connection that somebody must do something about. */
async function needy(manager: CredentialManager): Promise<readonly string[]> {
  const words = { waiting: 'waits for consent', broken: 'needs consent again', unknown: 'cannot be read from the store' } as const;
  const found = await connectionViews(manager);
  const lines = found.map(async ({ provider, connection, status }) => {
    if (status === 'connected') return [];
    const url = status === 'unknown' ? undefined : await connectUrl(manager, provider, connection);
    return [`  ${provider}/${connection} ${words[status]}${url === undefined ? '' : `: ${url}`}`];
  });
  return (await Promise.all(lines)).flat();
}
