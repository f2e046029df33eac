import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { diskFiles, loadConfig } from '../../../config/load.ts';
import { SecretReader } from '../../../config/secret-reader.ts';
import { systemClock } from '../../../gateway/platform/clock.ts';
import { pinoLog } from '../../../telemetry/pino-log.ts';
import { commandLineUser } from '../../command-line-user.ts';
import { type Exit, exit, UsageError } from '../../exit.ts';
import type { Io } from '../../io.ts';
import { configPath } from '../../project/config-path.ts';
import { openCredentials, storeLocation } from '../../project/open-credentials.ts';
import { ProjectRefused } from '../../project/refused.ts';
import { count } from '../../reports/count.ts';
import { apiPlace } from './api-place.ts';
import { applyPlan } from './apply-plan.ts';
import { difference } from './difference.ts';
import { driftJson, driftText } from './drift.ts';
import { type Plan, planOf } from './plan.ts';
import { planJson, planText, subjectText } from './show-plan.ts';
import { storePlace } from './store-place.ts';
import { readWanted } from './wanted.ts';
import type { Place } from './world.ts';

export type ResourceActionName = 'plan' | 'apply' | 'drift';

export interface ResourceRequest {
  readonly name: ResourceActionName;
  /** The file or folder of declared resources, as written. */
  readonly path: string | undefined;
  readonly config: string | undefined;
  /** The management API of a gateway, in place of the store. */
  readonly to: string | undefined;
  readonly tokenFile: string | undefined;
  readonly prune: boolean;
  readonly yes: boolean;
  /** The plan that was shown before, by its id. */
  readonly plan: string | undefined;
  readonly json: boolean;
}

/** Plans, applies, or tells what is otherwise than declared. Rejects with UsageError, ProjectRefused, StoreError or VaultError. */
export async function runResources(request: ResourceRequest, io: Io): Promise<Exit> {
  const { providers } = readWanted(request.path, io);
  const place = request.to === undefined ? await openStorePlace(request, io) : openApiPlace(request.to, request, io);
  try {
    const found = difference(providers, await place.look());
    if (request.name === 'drift') {
      io.out(request.json ? `${JSON.stringify(driftJson(found, place.name), null, 2)}\n` : driftText(found, place.name, io.color.out));
      return found.changes.length + found.extra.length + found.blocked.length === 0 ? exit.clean : exit.findings;
    }
    const plan = planOf(found, request.prune);
    if (request.name === 'apply') return await apply(plan, place, request, io);
    io.out(request.json ? `${JSON.stringify(planJson(plan, place.name), null, 2)}\n` : planText(plan, place.name, io.color.out));
    return plan.changes.length + plan.blocked.length === 0 ? exit.clean : exit.findings;
  } finally {
    await place.close();
  }
}

async function apply(plan: Plan, place: Place, { yes, plan: agreed, json }: ResourceRequest, io: Io): Promise<Exit> {
  const shown = planText(plan, place.name, json ? io.color.err : io.color.out);
  (json ? io.err : io.out)(shown);
  if (agreed !== undefined && agreed !== plan.id)
    throw new UsageError(`plan ${agreed} is not what would be done now: that is plan ${plan.id}`, 'look at it, and apply that one');
  if (plan.changes.length > 0 && !yes && !(await confirmed(plan, io))) {
    io.err('Nothing was changed.\n');
    return exit.findings;
  }
  const { done, stopped } = await applyPlan(plan.changes, place, (change) => io.err(`  done: ${subjectText(change.subject)}\n`));
  if (json) {
    const result = {
      ...planJson(plan, place.name),
      done: done.length,
      ...(stopped === undefined ? {} : { stopped: whyText(stopped.why) }),
    };
    io.out(`${JSON.stringify(result, null, 2)}\n`);
  }
  if (stopped !== undefined) {
    io.err(`fedpass: ${subjectText(stopped.change.subject)}: ${whyText(stopped.why)}\n`);
    io.err(`  help: ${done.length} of ${count(plan.changes.length, 'change')} were made, and nothing after it; plan again\n`);
    return exit.findings;
  }
  if (!json && done.length > 0) io.out(`${count(done.length, 'change')} made.\n`);
  return plan.blocked.length === 0 ? exit.clean : exit.findings;
}

const whyText = (why: { readonly kind: 'moved' } | { readonly kind: 'refused'; readonly why: string }): string =>
  why.kind === 'moved' ? 'somebody else changed it after the plan was made' : why.why;

/** Asks at a terminal. Elsewhere nobody could answer. */
async function confirmed(plan: Plan, { typing }: Io): Promise<boolean> {
  if (typing?.isTerminal !== true)
    throw new UsageError('nobody can be asked here', `say --yes, with --plan ${plan.id} to do this plan and no other`);
  const asking = createInterface({ input: typing.input, output: typing.output });
  try {
    const answer = await asking.question(`Make ${count(plan.changes.length, 'change')}? [y/N] `);
    return /^y(?:es)?$/i.test(answer.trim());
  } finally {
    asking.close();
  }
}

async function openStorePlace({ config: file }: ResourceRequest, io: Io): Promise<Place> {
  const { config, findings } = loadConfig(configPath(file, io.cwd), io.env, 'check', io.cwd);
  if (config === undefined) throw new ProjectRefused(findings, 1, exit.usage);
  const secrets = new SecretReader({ env: io.env, files: diskFiles, folder: config.folder, clock: systemClock });
  const open = await openCredentials(config, secrets, {
    publicUrl: config.listen.publicUrl ?? `http://localhost:${config.listen.port}`,
    storeFile: undefined,
    keyFile: undefined,
    actor: commandLineUser(),
    log: pinoLog({ level: 'error', stream: { write: io.err } }),
  });
  const { kind } = storeLocation(config, undefined);
  return storePlace(open.manager, kind === 'redis' ? 'the credential store in Redis' : 'the credential store', () => open.close());
}

function openApiPlace(to: string, { tokenFile, config: file }: ResourceRequest, io: Io): Place {
  const token = tokenFile === undefined ? io.env['FEDPASS_MANAGEMENT_TOKEN'] : readToken(tokenFile, io.cwd);
  if (token === undefined || token.trim() === '')
    throw new UsageError(
      'there is no token for the management API',
      'put one into FEDPASS_MANAGEMENT_TOKEN, or name its file with --token-file',
    );
  const url = URL.canParse(to) ? new URL(to) : undefined;
  const isLocal = url !== undefined && /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname);
  if (url === undefined || (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLocal)) || url.username !== '')
    throw new UsageError(`\`${to}\` is no address of a management API`, 'write https://host:port, or the whole address of the service');
  return apiPlace({ service: serviceAt(url, file, io), token: token.trim() });
}

/** The whole address; of a host alone, what `management` of the configuration calls the service. */
function serviceAt(url: URL, file: string | undefined, io: Io): string {
  if (/\/service\/[^/]+\/?$/.test(url.pathname)) return `${url.origin}${url.pathname.replace(/\/$/, '')}`;
  const { config } = loadConfig(configPath(file, io.cwd), io.env, 'skip', io.cwd);
  if (config?.management.kind !== 'on')
    throw new UsageError(
      '`management` of the configuration does not say how the service is called',
      'write the whole address: https://host/subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.ApiManagement/service/<name>',
    );
  const { subscription, resourceGroup, service } = config.management;
  return `${url.origin}/subscriptions/${subscription}/resourceGroups/${resourceGroup}/providers/Microsoft.ApiManagement/service/${service}`;
}

function readToken(file: string, cwd: string): string {
  try {
    return readFileSync(resolve(cwd, file), 'utf8');
  } catch {
    throw new UsageError(`the token file \`${file}\` cannot be read`, 'name a file with a bearer token alone in it');
  }
}
