import type { Config } from '../../config/config.ts';
import { catalogue } from '../../credentials/providers/catalogue.ts';
import type { ProviderDefinition } from '../../credentials/providers/provider.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import { UsageError } from '../exit.ts';
import type { Credential } from './credential.ts';
import type { Entry } from './place.ts';

/** What calls to a new subgraph carry, and what the configuration needs for it. */
export interface Chosen {
  readonly credential: Credential;
  readonly entries: readonly Entry[];
}

/** Which connection the calls are to use: the one that was named, one of a provider of the subgraph's own name, or one that does not exist yet. */
export function chooseConnection(name: string, url: string, named: string | undefined, config: Config): Chosen | undefined {
  if (named !== undefined) return { credential: existing(named, config), entries: [] };
  const own = Object.hasOwn(config.providers, name) ? config.providers[name] : undefined;
  if (own !== undefined) {
    const [first] = Object.keys(own.connections);
    if (own.perUser !== undefined)
      return { credential: { kind: 'connection', provider: name, connection: own.perUser.connection, perUser: true }, entries: [] };
    return first === undefined
      ? undefined
      : { credential: { kind: 'connection', provider: name, connection: first, perUser: false }, entries: [] };
  }
  const known = knownProvider(url);
  return known === undefined ? undefined : newConnection(name, providerEntry(known, name));
}

/** A provider that the configuration gets, with one connection that the gateway may use. */
export const newConnection = (name: string, provider: Readonly<Record<string, unknown>>): Chosen => ({
  credential: { kind: 'connection', provider: name, connection: 'org', perUser: false },
  entries: [{ section: 'providers', name, value: provider }],
});

function existing(text: string, config: Config): Credential {
  const [provider = '', connection = '', ...more] = text.split('/');
  const found = Object.hasOwn(config.providers, provider) ? config.providers[provider] : undefined;
  const all = Object.entries(config.providers).flatMap(([id, each]) => Object.keys(each.connections).map((own) => `${id}/${own}`));
  if (found?.perUser?.connection === connection) return { kind: 'connection', provider, connection, perUser: true };
  if (found === undefined || more.length > 0 || !Object.hasOwn(found.connections, connection)) {
    const meant = nearest(text, all);
    throw new UsageError(
      `the configuration has no connection \`${text}\``,
      meant === undefined ? 'name one as <provider>/<connection>' : `did you mean \`${meant}\`?`,
    );
  }
  return { kind: 'connection', provider, connection, perUser: false };
}

/** The provider whose tokens go to this host; undefined where none is known, or several are. */
export function knownProvider(url: string): ProviderDefinition | undefined {
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  const found = [...catalogue.values()].filter((provider) => provider.hosts?.some((template) => isOf(template, provider, host)) === true);
  return found.length === 1 ? found[0] : undefined;
}

function isOf(template: string, { parameters }: ProviderDefinition, host: string): boolean {
  const pattern = template.replace(/\{(\w+)\}/g, (_, name: string) => parameters.find((each) => each.name === name)?.default ?? '*');
  // A hole without a default would fit any host when it is all there is.
  if (!/[a-z]/i.test(pattern)) return false;
  return new RegExp(
    `^${pattern
      .split('*')
      .map((part) => part.replace(/[.\\^$+?()[\]{}|]/g, '\\$&'))
      .join('[a-z0-9.-]+')}$`,
    'i',
  ).test(host);
}

/** The entry of a known provider: what it needs, with variables for what is secret. */
export function providerEntry({ id, grantTypes, parameters }: ProviderDefinition, name: string): Readonly<Record<string, unknown>> {
  const grantType = grantTypes.includes('authorizationCode') ? 'authorizationCode' : (grantTypes[0] ?? 'authorizationCode');
  const needed = parameters.filter(({ name: own, need }) => own !== 'scopes' && (need[grantType] === 'required' || ownNeeds.has(own)));
  const given = Object.fromEntries(
    needed.map(({ name: own, sample, format, type }) => [
      own,
      parameterValue(name, own, format === undefined || type === 'securestring' ? undefined : sample),
    ]),
  );
  const scopes = parameters.find(({ name: own }) => own === 'scopes')?.sample;
  const all = { ...given, ...(scopes === undefined ? {} : { scopes }) };
  return withConnection(id, grantType, all);
}

const ownNeeds: ReadonlySet<string> = new Set(['clientId', 'clientSecret']);

const parameterValue = (name: string, parameter: string, sample: string | undefined): string =>
  sample ?? `\${env.${variable(name, parameter)}}`;

/** `GITHUB_CLIENT_SECRET` for the parameter `clientSecret` of `github`. */
export const variable = (name: string, what: string): string =>
  `${name}_${what.replace(/[A-Z]/g, '_$&')}`.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_');

/** With `authorizationCode` id and secret are the provider's, with all other grants the connection's. */
export function withConnection(
  identityProvider: string,
  grantType: string,
  parameters: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const accessPolicies = { gateway: { gateway: true } };
  if (grantType === 'authorizationCode') return { identityProvider, grantType, parameters, connections: { org: { accessPolicies } } };
  const { clientId, clientSecret, ...shared } = parameters;
  return {
    identityProvider,
    grantType,
    ...(Object.keys(shared).length === 0 ? {} : { parameters: shared }),
    connections: { org: { parameters: { clientId, clientSecret }, accessPolicies } },
  };
}
