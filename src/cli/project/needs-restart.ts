import { isDeepStrictEqual } from 'node:util';
import type { Config, ConfigPath } from '../../config/config.ts';
import { type Diagnostic, Findings } from '../../diagnostics/diagnostic.ts';
import { message } from '../../diagnostics/message.ts';

const needsRestart = message(
  'config/needs-restart',
  'error',
  '`{setting}` has changed, and needs a restart',
  'restart the gateway, or take the change back; until then all of the old configuration stays in force',
);

/** What is not taken from the configuration. */
export interface Overridden {
  readonly port: boolean;
  readonly store: boolean;
  readonly keys: boolean;
}

/** A setting that a process has once, and what of it. */
interface Fixed {
  readonly path: ConfigPath;
  of(config: Config, overridden: Overridden): unknown;
}

const listenOf = ({ management }: Config): { readonly host?: string; readonly port?: number; readonly tls?: boolean } =>
  management.kind === 'off' ? {} : { ...management.listen, tls: management.listen.tls !== undefined };

/** What is open for the life of the process: ports, and the place where tokens are. */
const fixed: readonly Fixed[] = [
  { path: ['listen', 'host'], of: ({ listen }) => listen.host },
  { path: ['listen', 'port'], of: ({ listen }, { port }) => (port ? undefined : listen.port) },
  { path: ['listen', 'tls'], of: ({ listen }) => listen.tls !== undefined },
  {
    path: ['listen', 'tls', 'clientCertificates'],
    of: ({ listen: { tls } }) => tls !== undefined && tls.clientCertificates !== 'none',
  },
  { path: ['management', 'listen', 'host'], of: (config) => listenOf(config).host },
  { path: ['management', 'listen', 'port'], of: (config) => listenOf(config).port },
  { path: ['management', 'listen', 'tls'], of: (config) => listenOf(config).tls },
  {
    path: ['store'],
    of: ({ store }, overridden) => (overridden.store ? undefined : store.kind === 'file' ? store.path : [store.place, store.url.reveal()]),
  },
  { path: ['keys', 'file'], of: ({ keys }, overridden) => (overridden.keys ? undefined : keys.file) },
  { path: ['keys', 'ring'], of: ({ keys }, overridden) => (overridden.keys ? undefined : keys.ring) },
  { path: ['keys', 'kms'], of: ({ keys }) => keys.kms },
];

/** What a changed configuration asks for that only a restart can give. A management API may come and go, but not move. */
export function restartFindings(before: Config, after: Config, overridden: Overridden): readonly Diagnostic[] {
  const findings = new Findings();
  const comesOrGoes = before.management.kind !== after.management.kind;
  for (const { path, of } of fixed) {
    if (comesOrGoes && path[0] === 'management') continue;
    if (isDeepStrictEqual(of(before, overridden), of(after, overridden))) continue;
    findings.reporter(after.source)(needsRestart, after.at(path), { setting: path.join('.') });
  }
  return findings.all;
}
