import { isSecret, opened } from '../../../credentials/resources/stored.ts';
import type { AccessPolicySettings, ConnectionSettings, ProviderSettings } from '../../../credentials/settings.ts';
import type {
  Body,
  PolicyFacts,
  SeenConnectionResource,
  SeenParameters,
  SeenPolicy,
  SeenProviderResource,
  Subject,
  World,
} from './world.ts';

/** One setting that differs. A secret shows no value, whatever it is. */
export interface Detail {
  readonly name: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly secret: boolean;
}

export type Change =
  | { readonly kind: 'make'; readonly subject: Subject; readonly details: readonly Detail[]; readonly body: Body }
  | { readonly kind: 'change'; readonly subject: Subject; readonly details: readonly Detail[]; readonly body: Body; readonly tag: string }
  | { readonly kind: 'remove'; readonly subject: Subject; readonly tag: string };

/** Something that is not to be done by a plan. */
export interface Remark {
  readonly subject: Subject;
  readonly why: string;
}

export interface Difference {
  /** In the order in which they are to be done: what lets fewer in comes first, and what others need before them. */
  readonly changes: readonly Change[];
  /** What is there and in no file: `--prune` removes it. */
  readonly extra: readonly Extract<Change, { kind: 'remove' }>[];
  /** What differs and cannot be changed from here. */
  readonly blocked: readonly Remark[];
  /** How many resources are as they are to be. */
  readonly same: number;
  /** Secrets that cannot be compared, because the place does not show them. */
  readonly unseen: number;
}

/** Compares what is to be there with what is. Nothing in the result shows a secret but the bodies. */
export function difference(wanted: readonly ProviderSettings[], world: World): Difference {
  const found = new Collected(world);
  for (const provider of wanted) found.provider(provider, find(world.providers, provider.id));
  for (const there of world.providers)
    if (there.origin === 'stored' && find(wanted, there.id) === undefined)
      found.extra.push({ kind: 'remove', subject: { kind: 'provider', provider: there.id }, tag: there.tag });
  return found.result();
}

const find = <Item extends { readonly id: string }>(items: readonly Item[], id: string): Item | undefined =>
  items.find((item) => item.id.toLowerCase() === id.toLowerCase());

class Collected {
  readonly extra: Extract<Change, { kind: 'remove' }>[] = [];
  readonly #world: World;
  readonly #changes: Change[] = [];
  readonly #blocked: Remark[] = [];
  #same = 0;
  #unseen = 0;

  constructor(world: World) {
    this.#world = world;
  }

  result(): Difference {
    return { changes: this.#changes, extra: this.extra, blocked: this.#blocked, same: this.#same, unseen: this.#unseen };
  }

  provider(wanted: ProviderSettings, there: SeenProviderResource | undefined): void {
    const subject: Subject = { kind: 'provider', provider: there?.id ?? wanted.id };
    const { identityProvider, grantType } = wanted;
    if (wanted.perUser !== undefined && there?.origin !== 'declared')
      this.#blocked.push({ subject, why: '`perUser` stands in the configuration of the gateway alone' });
    const parameters = opened(wanted.parameters);
    const body: Body = { kind: 'provider', displayName: wanted.displayName, identityProvider, grantType, parameters };
    const settings = [
      detail('displayName', there?.displayName, wanted.displayName ?? wanted.id),
      detail('identityProvider', there?.identityProvider, identityProvider),
      detail('grantType', there?.grantType, grantType),
    ].flat();
    this.#compare(subject, [...settings, ...this.#parameters(identityProvider, parameters, there)], { body, there });
    for (const connection of wanted.connections)
      this.#connection(wanted, connection, there === undefined ? undefined : find(there.connections, connection.id));
    for (const one of there?.connections ?? [])
      if (one.origin === 'stored' && find(wanted.connections, one.id) === undefined)
        this.extra.push({ kind: 'remove', subject: { kind: 'connection', provider: wanted.id, connection: one.id }, tag: one.tag });
  }

  #connection(
    { id: provider, identityProvider, grantType }: ProviderSettings,
    wanted: ConnectionSettings,
    there: SeenConnectionResource | undefined,
  ): void {
    const subject: Subject = { kind: 'connection', provider, connection: there?.id ?? wanted.id };
    const parameters = opened(wanted.parameters);
    const body: Body = { kind: 'connection', grantType, parameters };
    this.#compare(subject, this.#parameters(identityProvider, parameters, there), { body, there });
    for (const policy of wanted.accessPolicies)
      this.#policy(
        { provider, connection: wanted.id },
        policy,
        there?.policies.find(({ name }) => sameName(name, policy.name)),
        there,
      );
    for (const one of there?.origin === 'stored' ? there.policies : [])
      if (!wanted.accessPolicies.some(({ name }) => sameName(name, one.name)))
        this.extra.push({
          kind: 'remove',
          subject: { kind: 'access policy', provider, connection: wanted.id, policy: one.name },
          tag: one.tag,
        });
  }

  #policy(
    at: { readonly provider: string; readonly connection: string },
    wanted: AccessPolicySettings,
    there: SeenPolicy | undefined,
    inside: SeenConnectionResource | undefined,
  ): void {
    const facts = factsOf(wanted, this.#world.identity);
    const details = (['objectId', 'tenantId', 'issuer'] as const).flatMap((name) => detail(name, there?.facts[name], facts[name]));
    const apps = detail('appIds', there?.facts.appIds?.join(', '), facts.appIds?.join(', '));
    const known = there === undefined ? undefined : { tag: there.tag, origin: inside?.origin ?? 'stored' };
    const subject: Subject = { kind: 'access policy', ...at, policy: there?.name ?? wanted.name };
    // What the configuration has is changed there, and nothing is added to it.
    if (there === undefined && inside?.origin === 'declared')
      this.#blocked.push({ subject, why: 'its connection is declared in the configuration of the gateway' });
    else this.#compare(subject, [...details, ...apps], { body: { kind: 'access policy', facts }, there: known });
  }

  #compare(
    subject: Subject,
    details: readonly Detail[],
    { body, there }: { readonly body: Body; readonly there: { readonly tag: string; readonly origin: string } | undefined },
  ): void {
    if (there === undefined) this.#changes.push({ kind: 'make', subject, details, body });
    else if (details.length === 0) this.#same++;
    else if (there.origin === 'stored') this.#changes.push({ kind: 'change', subject, details, body, tag: there.tag });
    else {
      const names = details.map(({ name }) => `\`${name}\``).join(', ');
      const owner = there.origin === 'user' ? 'it belongs to a user' : 'it is declared in the configuration of the gateway';
      this.#blocked.push({ subject, why: `${owner}, and differs in ${names}` });
    }
  }

  #parameters(kind: string, wanted: Readonly<Record<string, string>>, there: SeenParameters | undefined): readonly Detail[] {
    const details: Detail[] = [];
    const names = new Set([...Object.keys(wanted), ...Object.keys(there?.shown ?? {})]);
    for (const name of [...names].sort()) {
      if (!isSecret(kind, name)) details.push(...detail(name, there?.shown[name], wanted[name]));
      else if (there?.secrets === 'hidden') this.#unseen++;
      else if (there?.secrets[name] !== wanted[name])
        details.push({ name, before: there?.secrets[name] === undefined ? undefined : '', after: '', secret: true });
    }
    return details;
  }
}

const sameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

const detail = (name: string, before: string | undefined, after: string | undefined): readonly Detail[] =>
  before === after ? [] : [{ name, before, after, secret: false }];

/** Whom a policy lets in, as the management API has it. */
export function factsOf(policy: AccessPolicySettings, identity: World['identity']): PolicyFacts {
  if (policy.kind === 'gateway') return identity;
  const { objectId, tenantId, issuer, appIds } = policy;
  return {
    objectId,
    ...(tenantId === undefined ? {} : { tenantId }),
    ...(issuer === undefined ? {} : { issuer }),
    ...(appIds === undefined ? {} : { appIds }),
  };
}
