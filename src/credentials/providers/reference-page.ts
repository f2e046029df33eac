import type { GrantType } from '../settings.ts';
import { catalogue } from './catalogue.ts';
import type { Need, ParameterDefinition, ProviderDefinition } from './provider.ts';

const introduction = `# Identity providers

<!-- Generated from src/credentials/providers by scripts/generate-config-docs.mjs. Change it there. -->

What \`identityProvider\` of a provider in [\`fedpass.yaml\`](configuration.md#providers) can be, and the \`parameters\` that each takes. With grant type
\`authorizationCode\` all of them stand at the provider, since its connections are one client. With \`clientCredentials\` each connection is a client of
its own: \`clientId\` and \`clientSecret\` stand there, the others at either, and those of the connection win.

Any OAuth 2.0 server can be used as \`oauth2pkce\`, or as \`oauth2\` if it does not know PKCE.

An authorization server must know the redirect URL of a provider with grant type \`authorizationCode\`: \`<publicUrl>/oauth/callback/<provider>\`.
`;

/** The page of all identity providers, in Markdown. */
export const providersPage = (): string => [introduction, ...[...catalogue.values()].map(section)].join('\n');

function section({ id, displayName, docs, documentation, grantTypes, parameters }: ProviderDefinition): string {
  return `## \`${id}\`: ${displayName}

${docs} Grant types: ${list(grantTypes)}. [Its own documentation](${documentation})

| Parameter | ${grantTypes.map((grant) => `With \`${grant}\``).join(' | ')} | Default | Meaning |
|---|${grantTypes.map(() => '---|').join('')}---|---|
${parameters.map((parameter) => row(parameter, grantTypes)).join('\n')}
`;
}

const needs: Readonly<Record<Need, string>> = { required: 'required', optional: 'optional', hidden: 'required, on the connection' };

function row({ name, docs, need, default: standard, values }: ParameterDefinition, grantTypes: readonly GrantType[]): string {
  const cells = grantTypes.map((grant) => {
    const word = need[grant];
    return word === undefined ? 'unknown' : needs[word];
  });
  const choices = values === undefined ? '' : ` One of ${list(values)}.`;
  return `| \`${name}\` | ${cells.join(' | ')} | ${standard === undefined ? '' : `\`${standard}\``} | ${docs}${choices} |`;
}

const list = (words: readonly string[]): string => words.map((word) => `\`${word}\``).join(', ');
