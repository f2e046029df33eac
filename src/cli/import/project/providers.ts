import { tellsOfSecret } from '../../../config/scalars/secret-name.ts';
import { catalogue } from '../../../credentials/providers/catalogue.ts';
import type { ProviderDefinition } from '../../../credentials/providers/provider.ts';
import { gaps } from '../gaps.ts';
import { type ApimExport, below, type ExportedResource, ofKind } from '../resource.ts';
import { isMap, knownAt, mapAt, member, shown, type Text, textAt, type ValueMap } from '../value.ts';
import { importAccessPolicies } from './access-policies.ts';
import type { Draft, Plain } from './draft.ts';

/** The grants that API Management has, by the names of the wire in lower case. */
const grants = { authorizationcode: 'authorizationCode', clientcredentials: 'clientCredentials' } as const;
type Grant = (typeof grants)[keyof typeof grants];

const armId = /^(?!\.{1,2}$)(?!__proto__$)[^*#&+:<>?/\\\p{Cc}]{1,256}$/u;

/** Credential providers with their connections and access policies. Secrets become references, tokens are in no export. */
export function importProviders(from: ApimExport, draft: Draft): void {
  for (const resource of ofKind(from, 'authorizationproviders')) importProvider(resource, { from, draft });
}

interface Room {
  readonly from: ApimExport;
  readonly draft: Draft;
}

function importProvider(resource: ExportedResource, { from, draft }: Room): void {
  const {
    names: [id = ''],
    properties,
    where,
  } = resource;
  const connections = below(from, 'authorizationproviders/authorizations', [id]);
  const sort = sortOf(resource, connections, draft);
  if (sort.kind === 'refused') {
    draft.gaps.add(gaps.provider, where, { provider: id, why: sort.why, help: sort.help });
    return;
  }
  const { definition, grant } = sort;
  const title = knownAt(properties, 'displayName');
  const given = mapAt(properties, 'oauth2', 'grantTypes', grant);
  const at = { provider: id, definition, grant, where };
  const parameters = parametersOf(given, { ...at, words: [id], path: `providers.${id}` }, draft);
  const vault = textAt(properties, 'oauth2', 'keyVault', 'secretIdentifier');
  if (vault !== undefined && grant === 'authorizationCode') {
    const secret = draft.secret([id, 'clientSecret'], `\`clientSecret\` of the provider \`${id}\``, undefined, where);
    draft.gaps.add(gaps.keyVault, where, { what: `\`clientSecret\` of \`${id}\``, secret: shown(vault), env: secret.slice(6, -1) });
    parameters['clientSecret'] = secret;
  }
  demandSecrets(parameters, { ...at, words: [id], level: 'required', owner: `provider \`${id}\`` }, draft);
  draft.set('providers', id, {
    ...(title === undefined || title === id ? {} : { displayName: title }),
    identityProvider: definition.id,
    grantType: grant,
    parameters,
    connections: Object.fromEntries(
      connections.map((connection) => [connection.names[1] ?? '', connectionOf(connection, at, { from, draft })]),
    ),
  });
}

/** What a provider is here; or why it is nothing. */
type Sort =
  | { readonly kind: 'provider'; readonly definition: ProviderDefinition; readonly grant: Grant }
  | { readonly kind: 'refused'; readonly why: string; readonly help: string };

function sortOf(resource: ExportedResource, connections: readonly ExportedResource[], draft: Draft): Sort {
  const refuse = (why: string, help: string): Sort => ({ kind: 'refused', why, help });
  if (!armId.test(resource.names[0] ?? '')) return refuse('its id is none here', 'give it another before the export');
  const kind = knownAt(resource.properties, 'identityProvider')?.toLowerCase();
  if (kind === undefined) return refuse('its identity provider is not known', 'import again with the value by `--set`');
  const definition = catalogue.get(kind);
  if (definition === undefined)
    return refuse(
      `there is no identity provider \`${kind}\` here`,
      'write it as `oauth2` or `oauth2pkce` with the addresses of its servers: docs/providers.md',
    );
  const grant = grantOf(resource, connections, draft);
  if (grant === undefined) return refuse('it names no grant', 'write `grantType`, with the parameters of the grant');
  if (definition.grantTypes.includes(grant)) return { kind: 'provider', definition, grant };
  return refuse(`\`${kind}\` has no grant \`${grant}\` here`, 'docs/providers.md lists the grants of each identity provider');
}

function grantOf(
  { names: [id = ''], properties, where }: ExportedResource,
  connections: readonly ExportedResource[],
  draft: Draft,
): Grant | undefined {
  const named = Object.entries(mapAt(properties, 'oauth2', 'grantTypes')).flatMap(([name, parameters]) => {
    const key = name.toLowerCase();
    return isMap(parameters) && Object.hasOwn(grants, key) ? [grants[key as keyof typeof grants]] : [];
  });
  const used = connections.flatMap((connection) => {
    const key = knownAt(connection.properties, 'oauth2grantType')?.toLowerCase() ?? '';
    return Object.hasOwn(grants, key) ? [grants[key as keyof typeof grants]] : [];
  });
  const kept = named.find((grant) => used.includes(grant)) ?? named[0] ?? used[0];
  if (new Set([...named, ...used]).size > 1 && kept !== undefined) draft.gaps.add(gaps.grant, where, { provider: id, kept });
  return kept;
}

interface At {
  readonly provider: string;
  readonly definition: ProviderDefinition;
  readonly grant: Grant;
  readonly where: string;
}

function connectionOf({ names: [, id = ''], properties, where }: ExportedResource, at: At, { from, draft }: Room): Plain {
  const path = `${at.provider}/${id}`;
  const here = { ...at, where };
  const parameters = parametersOf(mapAt(properties, 'parameters'), { ...here, words: [at.provider, id], path }, draft);
  if (at.grant === 'authorizationCode') draft.gaps.add(gaps.consent, where, { connection: path });
  else demandSecrets(parameters, { ...here, words: [at.provider, id], level: 'hidden', owner: `connection \`${path}\`` }, draft);
  const policies = importAccessPolicies(from, [at.provider, id], draft);
  return {
    ...(Object.keys(parameters).length === 0 ? {} : { parameters }),
    ...(Object.keys(policies).length === 0 ? {} : { accessPolicies: policies }),
  };
}

function parametersOf(
  given: ValueMap,
  { definition, grant, words, path, where }: At & { readonly words: readonly string[]; readonly path: string },
  draft: Draft,
): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of Object.keys(given)) {
    const value = textAt(given, name);
    const known = definition.parameters.find((parameter) => parameter.name.toLowerCase() === name.toLowerCase());
    if (value === undefined || (known === undefined && isEmptyText(member(given, name)))) continue;
    if (known === undefined || known.need[grant] === undefined)
      draft.gaps.add(gaps.parameter, where, { parameter: name, provider: path, kind: definition.id });
    else if (known.type === 'securestring' || tellsOfSecret(known.name))
      found[known.name] = draft.secret([...words, known.name], `\`${known.name}\` of \`${path}\``, value, where);
    else found[known.name] = draft.settings.reference(value as Text, where);
  }
  return found;
}

const isEmptyText = (value: unknown): boolean => value === '' || value === null;

/** What has to be there, and is in no export: `clientSecret` above all. */
function demandSecrets(
  parameters: Record<string, string>,
  {
    definition,
    grant,
    words,
    level,
    owner,
    where,
  }: At & { readonly words: readonly string[]; readonly level: 'required' | 'hidden'; readonly owner: string },
  draft: Draft,
): void {
  for (const { name, type, need, onlyWith } of definition.parameters) {
    if (need[grant] !== level || Object.hasOwn(parameters, name)) continue;
    const chosen = onlyWith === undefined ? undefined : (parameters[onlyWith.parameter] ?? usual(definition, onlyWith.parameter));
    if (onlyWith !== undefined && (chosen === undefined || !onlyWith.values.includes(chosen))) continue;
    const what = `\`${name}\` of the ${owner}`;
    const secret = type === 'securestring';
    parameters[name] = secret
      ? draft.secret([...words, name], what, undefined, where)
      : `\${env.${draft.settings.variable([...words, name], { key: `${owner} ${name}`, what, secret, where })}}`;
  }
}

const usual = (definition: ProviderDefinition, name: string): string | undefined =>
  definition.parameters.find((parameter) => parameter.name === name)?.default;
