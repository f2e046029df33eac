import type { GrantType } from '../settings.ts';
import { catalogue } from './catalogue.ts';
import { universalNames, universalParameters } from './common-parameters.ts';
import type { Need, ParameterDefinition, ProviderDefinition } from './provider.ts';
import { snippet } from './snippet.ts';

const introduction = `# Identity providers

<!-- Generated from src/credentials/providers by scripts/generate-config-docs.mjs. Change it there. -->

What \`identityProvider\` of a provider in [\`fedpass.yaml\`](configuration.md#providers) can be, and the \`parameters\` that each takes. Any other
OAuth 2.0 server can be used as \`oidc\` if it publishes its metadata, as \`oauth2pkce\`, or as \`oauth2\` if it does not know PKCE.

| Grant type | Where a token comes from | Who is needed |
|---|---|---|
| \`authorizationCode\` | A person consents once; the token is renewed by its refresh token. | Somebody with the one-time link, once |
| \`clientCredentials\` | The client asks for itself. | Nobody |
| \`jwtBearer\` | The client shows an assertion that it signs with its own key (RFC 7523), as service accounts do. | Nobody |
| \`tokenExchange\` | The token of the caller is exchanged (RFC 8693). | The caller: \`identity-type="jwt"\` with \`identity\` |
| \`onBehalfOf\` | The same by Microsoft Entra’s own grant. | The caller, likewise |

With \`authorizationCode\` all parameters stand at the provider, since its connections are one client. With the others each connection may be a
client of its own: what is “required, on the connection” may also stand at the provider, for all of them, and those of the connection win.
Tokens of callers are kept in the memory of the process for each caller, and no one else gets them.

An authorization server must know the redirect URL of a provider with grant type \`authorizationCode\`: \`<publicUrl>/oauth/callback/<provider>\`.

A token goes only where its provider says (\`Tokens go to\` below): a policy that sends it elsewhere fails before anything is sent. Where a
subgraph of your own stands in front of the service, name its host in \`tokenHosts\`.

What stands here comes from the providers’ own documentation and from clients that work with them, and has not been tried at every one. Providers
change, too: \`tokenHosts\`, \`pkce\`, \`authorizationParameters\` and
\`tokenParameters\` correct it without waiting for a release.

## Parameters of every provider

| Parameter | Meaning |
|---|---|
${universalParameters(['authorizationCode'], true)
  .map(({ name, docs }) => `| \`${name}\` | ${docs} |`)
  .join('\n')}
`;

/** The page of all identity providers, in Markdown. */
export const providersPage = (): string => [introduction, ...[...catalogue.values()].map(section)].join('\n');

function section(definition: ProviderDefinition): string {
  const { id, displayName, docs, documentation, grantTypes, parameters } = definition;
  const own = parameters.filter(({ name }) => !universalNames.has(name));
  return `## \`${id}\`: ${displayName}

${docs} [Its own documentation](${documentation})

${facts(definition)
  .map((fact) => `- ${fact}`)
  .join('\n')}

| Parameter | ${grantTypes.map((grant) => `With \`${grant}\``).join(' | ')} | Default | Meaning |
|---|${grantTypes.map(() => '---|').join('')}---|---|
${own.map((parameter) => row(parameter, grantTypes)).join('\n')}

${grantTypes.map((grant) => `\`\`\`yaml\n${snippet(definition, grant)}\`\`\``).join('\n\n')}
`;
}

function facts({ endpoints, grantTypes, parameters, hosts, refreshTokens }: ProviderDefinition): string[] {
  const servers =
    endpoints.kind === 'discovered'
      ? ['Endpoints: from the metadata of the issuer']
      : [
          ...(endpoints.authorization === undefined ? [] : [`Consents at: \`${endpoints.authorization}\``]),
          `Tokens from: \`${endpoints.token}\`${endpoints.refresh === undefined ? '' : `, refreshed at \`${endpoints.refresh}\``}`,
        ];
  const pkce = grantTypes.includes('authorizationCode')
    ? [`PKCE: ${parameters.find(({ name }) => name === 'pkce')?.default === 'true' ? 'yes' : 'no'}`]
    : [];
  return [
    ...servers,
    `Tokens go to: ${hosts === undefined ? 'anywhere' : list(hosts)}`,
    ...pkce,
    ...(refreshTokens === undefined ? [] : [refreshFact(refreshTokens)]),
  ];
}

function refreshFact({ rotate, graceS, unusedDays, totalDays }: NonNullable<ProviderDefinition['refreshTokens']>): string {
  const changes = { always: 'a new one with each use', never: 'stay the same', sometimes: 'may change with a use' }[rotate];
  return [
    `Refresh tokens: ${changes}`,
    ...(graceS === undefined ? [] : [`a used one works on for ${graceS / 60} minutes`]),
    ...(unusedDays === undefined ? [] : [`an unused one dies after ${unusedDays} days`]),
    ...(totalDays === undefined ? [] : [`all end ${totalDays} days after the consent`]),
  ].join('; ');
}

const needs: Readonly<Record<Need, string>> = { required: 'required', optional: 'optional', hidden: 'required, on the connection' };

function row({ name, docs, need, default: standard, values, onlyWith }: ParameterDefinition, grantTypes: readonly GrantType[]): string {
  const cells = grantTypes.map((grant) => {
    const word = need[grant];
    if (word === undefined) return 'unknown';
    const conditional = word !== 'optional' && onlyWith !== undefined && onlyWith.always?.includes(grant) !== true;
    return conditional ? `${needs[word]}, with ${list(onlyWith.values)}` : needs[word];
  });
  const choices = values === undefined ? '' : ` One of ${list(values)}.`;
  return `| \`${name}\` | ${cells.join(' | ')} | ${standard === undefined ? '' : `\`${standard}\``} | ${docs}${choices} |`;
}

const list = (words: readonly string[]): string => words.map((word) => `\`${word}\``).join(', ');
