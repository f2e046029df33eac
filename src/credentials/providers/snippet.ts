import { originOf } from '../grants/grant-types.ts';
import type { GrantType } from '../settings.ts';
import type { Need, ParameterDefinition, ProviderDefinition } from './provider.ts';

/** A piece of `fedpass.yaml` that sets a provider up with one grant, with a connection that works once the values are one's own. */
export function snippet(definition: ProviderDefinition, grantType: GrantType): string {
  const { id } = definition;
  const shown = definition.parameters.filter((parameter) => isShown(definition, parameter, grantType));
  const of = (needs: readonly Need[]): string[] =>
    shown
      .filter(({ need }) => needs.includes(need[grantType] ?? 'optional'))
      .map((parameter) => `${parameter.name}: ${scalar(exampleOf(id, parameter))}`);
  const own = of(['hidden']);
  const provider = [
    `identityProvider: ${id}`,
    `grantType: ${grantType}`,
    ...block('parameters', of(['required', 'optional'])),
    'connections:',
    ...indent(['org:', ...indent([...block('parameters', own), ...block('accessPolicies', [accessPolicy(grantType)])])]),
  ];
  return `${[...callers(grantType), 'providers:', ...indent([`${id}:`, ...indent(provider)])].join('\n')}\n`;
}

/** What is needed with the defaults of everything else, and what an example is worth giving of. */
function isShown({ parameters }: ProviderDefinition, parameter: ParameterDefinition, grantType: GrantType): boolean {
  const need = parameter.need[grantType];
  if (need === undefined) return false;
  if (need === 'optional') return parameter.sample !== undefined;
  const { onlyWith } = parameter;
  if (onlyWith === undefined || onlyWith.always?.includes(grantType) === true) return true;
  const chosen = parameters.find(({ name }) => name === onlyWith.parameter)?.default;
  return chosen !== undefined && onlyWith.values.includes(chosen);
}

function exampleOf(id: string, { name, type, format, sample, default: standard }: ParameterDefinition): string {
  if (format === 'private-key') return `\${file:/run/secrets/${id}-key}`;
  if (type === 'securestring') return `\${env.${id.toUpperCase()}_${name.replace(/[A-Z]/g, '_$&').toUpperCase()}}`;
  return sample ?? standard ?? '';
}

/** Whom the connection lets in. A caller's token comes from somebody, so it has to let in somebody. */
const accessPolicy = (grantType: GrantType): string => {
  if (grantType === 'onBehalfOf') return `team: { objectId: ${GROUP}, tenantId: ${TENANT} }`;
  return grantType === 'tokenExchange'
    ? 'team: { objectId: example-team, issuer: https://login.example.com }'
    : 'gateway: { gateway: true }';
};

const GROUP = '00000000-0000-0000-0000-000000000002';
const TENANT = '00000000-0000-0000-0000-000000000003';

/** Who issues the tokens that callers bring. */
function callers(grantType: GrantType): string[] {
  if (originOf[grantType] !== 'caller') return [];
  const issuer = grantType === 'onBehalfOf' ? `https://login.microsoftonline.com/${TENANT}/v2.0` : 'https://login.example.com';
  const claims = grantType === 'onBehalfOf' ? [] : ['  claims: { objectId: sub, groups: groups }'];
  return ['identity:', ...indent(['issuers:', ...indent([`- issuer: ${issuer}`, '  audience: fedpass', ...claims])])];
}

const block = (key: string, lines: readonly string[]): string[] => (lines.length === 0 ? [] : [`${key}:`, ...indent(lines)]);
const indent = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);

/** Plain where YAML reads it as the text it is. */
const scalar = (value: string): string => (/^[A-Za-z][\w.,/@-]*(?::[\w.,/@-]+| [\w.,:/@-]+)*$/.test(value) ? value : JSON.stringify(value));
