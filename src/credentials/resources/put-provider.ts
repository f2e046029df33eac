import { newId } from '../connections/new-id.ts';
import { checkProviders } from '../providers/check-settings.ts';
import { messages, report, type SettingsProblem } from '../providers/settings-problem.ts';
import type { GrantType, ProviderSettings } from '../settings.ts';
import { collectionLease, providerResource, resourcePrefix } from '../store/keys.ts';
import type { SwapOptions } from '../store/store.ts';
import { addWithin } from './collection.ts';
import { destinationsOf } from './destinations.ts';
import { holds, type Precondition } from './precondition.ts';
import { checkReach } from './reach.ts';
import { destinationProblems, REFERENCED, referenceProblems, withSecret } from './secret-references.ts';
import { isSecret, opened, providerOf, type StoredParameters, type StoredProvider } from './stored.ts';
import type { SeenProvider } from './view.ts';
import type { Put, WriteTools } from './write-tools.ts';

export interface WantedProvider {
  readonly id: string;
  readonly displayName?: string;
  readonly identityProvider: string;
  readonly grantType: GrantType;
  /** Secrets that are left out stay as they are. */
  readonly parameters: StoredParameters;
  /** Names the client secret, in place of giving it. */
  readonly secretIdentifier?: string;
}

/** Makes or replaces a provider. Rejects with StoreError or VaultError. */
export async function putProvider(tools: WriteTools, wanted: WantedProvider, precondition: Precondition): Promise<Put> {
  for (;;) {
    const view = await tools.look();
    const seen = view.provider(wanted.id);
    if (seen?.origin.kind === 'declared') return { kind: 'declared' };
    const before = seen?.origin;
    if (!holds(precondition, before?.version)) return { kind: 'stale' };
    const record: StoredProvider = {
      format: 1,
      incarnation: before?.record.incarnation ?? newId(tools.random),
      id: before?.record.id ?? wanted.id,
      ...(wanted.displayName === undefined ? {} : { displayName: wanted.displayName }),
      identityProvider: wanted.identityProvider,
      grantType: wanted.grantType,
      ...secretsOf(wanted, before?.record),
    };
    // Whoever names a secret wants what it is now.
    if (wanted.secretIdentifier !== undefined) await tools.references.refresh(wanted.secretIdentifier);
    const refused = check(tools, record, wanted, seen);
    if (refused !== undefined) return refused;
    const name = providerResource(record.id);
    const write = async (options: SwapOptions) =>
      tools.records.swap(name, before?.version ?? (await tools.store.read(name.key)).version, JSON.stringify(record), options);
    const beside = view.providers.filter(({ id }) => view.provider(id)?.origin.kind === 'declared').length;
    const swap =
      before === undefined
        ? await addWithin(
            tools.store,
            tools.timers,
            tools.owner,
            { lease: collectionLease(), prefix: resourcePrefix('provider-resource'), beside, most: tools.limits.providers },
            (fence) => write({ fence }),
          )
        : await write({});
    if (swap.kind === 'limit') return swap;
    if (swap.kind === 'done') {
      await tools.look();
      return { kind: before === undefined ? 'created' : 'updated' };
    }
  }
}

/** Parameters with the secrets that are kept; a name of a secret stays until another name or the secret itself is given. */
function secretsOf(wanted: WantedProvider, before: StoredProvider | undefined): Pick<StoredProvider, 'parameters' | 'secretIdentifier'> {
  const kept = keptSecrets(wanted, before);
  const isSame = before?.identityProvider === wanted.identityProvider && before.grantType === wanted.grantType;
  const identifier =
    wanted.secretIdentifier ?? (isSame && !Object.hasOwn(wanted.parameters, REFERENCED) ? before.secretIdentifier : undefined);
  if (identifier === undefined) return { parameters: { ...kept, ...wanted.parameters } };
  const parameters = Object.entries({ ...kept, ...wanted.parameters }).filter(([name]) => name !== REFERENCED);
  return { parameters: Object.fromEntries(parameters), secretIdentifier: identifier };
}

function keptSecrets(wanted: WantedProvider, before: StoredProvider | undefined): StoredParameters {
  if (before === undefined || before.identityProvider !== wanted.identityProvider || before.grantType !== wanted.grantType) return {};
  return Object.fromEntries(Object.entries(before.parameters).filter(([name]) => isSecret(before.identityProvider, name)));
}

function check(tools: WriteTools, record: StoredProvider, wanted: WantedProvider, seen: SeenProvider | undefined): Put | undefined {
  const connections = seen?.settings.connections ?? [];
  const own = providerOf(record);
  const named = referenceProblems(own, tools.references);
  if (named.length > 0) return { kind: 'invalid', problems: named };
  const settings: ProviderSettings = { ...withSecret(own, tools.references), connections: [] };
  const unsound: readonly SettingsProblem[] = [
    ...checkProviders([settings], tools.options),
    ...checkReach(record.identityProvider, record.id, settings.parameters, [record.id, 'parameters'], tools.reach),
  ];
  const problems = unsound.length > 0 ? unsound : destinationProblems(settings, tools.references, tools.options);
  if (problems.length > 0) return { kind: 'invalid', problems };
  if (seen === undefined) return undefined;
  const { identityProvider, grantType } = seen.settings;
  const moved = destinationsOf(settings, tools.options) !== destinationsOf(seen.settings, tools.options);
  if (connections.length > 0) {
    if (moved || identityProvider !== record.identityProvider || grantType !== record.grantType) return { kind: 'in-use' };
    const inside = checkProviders([{ ...settings, connections }], tools.options).filter(({ code }) => code !== messages.noCaller.code);
    if (inside.length > 0) return { kind: 'invalid', problems: inside };
  }
  const silent = Object.keys(opened(settings.parameters)).filter(
    // Where a secret that is named may go, the operator has said.
    (name) =>
      isSecret(record.identityProvider, name) &&
      !Object.hasOwn(wanted.parameters, name) &&
      !(name === REFERENCED && record.secretIdentifier !== undefined),
  );
  if (!moved || silent.length === 0) return undefined;
  const again: SettingsProblem[] = [];
  for (const parameter of silent)
    report(again, messages.missingParameter, [record.id, 'parameters'], {
      provider: record.id,
      parameter,
      docs: 'the addresses of this provider change, and its secret goes to new ones only when it is given again',
    });
  return { kind: 'invalid', problems: again };
}
