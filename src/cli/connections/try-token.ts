import type { ConnectionId } from '../../credentials/store/keys.ts';
import { CredentialError } from '../../runtime/ports/credential-source.ts';
import { exit } from '../exit.ts';
import { paint } from '../paint.ts';
import type { Single, Workbench } from './action.ts';
import { stateWords } from './state-words.ts';

/** One step of what a policy does to get a token. */
interface Step {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

/** Makes the call that `get-authorization-context` with `identity-type="managed"` would, and says which step fails. */
export const tryToken: Single = async (bench, id) => {
  const steps = await walk(bench, id);
  const { options, io } = bench;
  const ok = steps.every((step) => step.ok);
  if (options.json === true) io.out(`${JSON.stringify({ ...id, ok, steps }, null, 2)}\n`);
  else {
    const ink = paint(io.color.out);
    const lines = steps.map(
      ({ name, ok: good, detail }) => `  ${good ? ink.green('ok    ') : ink.red('failed')}  ${name.padEnd(14)} ${detail}`,
    );
    io.out(`${ink.bold(`${id.provider}/${id.connection}`)}\n${lines.join('\n')}\n`);
  }
  return ok ? exit.clean : exit.findings;
};

async function walk({ credentials }: Workbench, id: ConnectionId): Promise<readonly Step[]> {
  const steps: Step[] = [];
  const access = credentials.canI(id, { kind: 'gateway', identity: credentials.identity });
  const allowed = access?.kind === 'allowed';
  steps.push({ name: 'access', ok: allowed, detail: allowed ? 'the gateway may have its token' : (access?.why ?? 'it is not there') });
  const status = await credentials.show(id.provider, id.connection);
  const usable = status?.state.phase === 'ready' || status?.state.phase === 'refreshing';
  steps.push({ name: 'connection', ok: usable, detail: status === undefined ? 'it is not there' : stateWords(status) });
  if (!allowed || !usable) return steps;
  try {
    const token = await credentials.get({ ...id, asker: { kind: 'managed' } });
    steps.push({ name: 'token', ok: true, detail: `good until ${new Date(token.expiresAt).toISOString()}` });
  } catch (error) {
    if (!(error instanceof CredentialError)) throw error;
    steps.push({ name: 'token', ok: false, detail: `${error.code}: ${error.detail}` });
  }
  return steps;
}
