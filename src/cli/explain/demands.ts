import { literalOf, type UsedDocument, type UsedPolicy } from './document-uses.ts';
import type { Demand } from './explanation.ts';

/** What policies want of whoever calls. Policies that want nothing of him are not here. */
const wants: Readonly<Record<string, (policy: UsedPolicy) => string | undefined>> = {
  'validate-jwt': ({ args }) => {
    const header = literalOf(args.attributes.get('header-name'));
    return header === undefined ? 'a JSON Web Token that it validates' : `a JSON Web Token in \`${header}\` that it validates`;
  },
  'validate-azure-ad-token': () => 'a token of Microsoft Entra',
  'validate-client-certificate': () => 'a client certificate',
  'check-header': ({ args }) => {
    const name = literalOf(args.attributes.get('name'));
    return name === undefined ? 'a header' : `the header \`${name}\``;
  },
  'ip-filter': ({ args }) =>
    literalOf(args.attributes.get('action')) === 'forbid' ? 'an address that is not forbidden' : 'an address that is allowed',
  'rate-limit': () => 'to keep within a rate',
  'rate-limit-by-key': () => 'to keep within a rate',
  quota: () => 'to keep within a quota',
  'quota-by-key': () => 'to keep within a quota',
  'validate-graphql-request': () => 'an operation within its limits',
  'validate-parameters': () => 'parameters as they are described',
  'validate-headers': ({ section }) => (section === 'inbound' ? 'headers as they are described' : undefined),
  'validate-content': ({ section }) => (section === 'inbound' ? 'a body as it is described' : undefined),
  'get-authorization-context': ({ args }) =>
    literalOf(args.attributes.get('identity-type')) === 'jwt'
      ? 'a bearer token of a user or program that may use the connection'
      : undefined,
};

/** All that the documents ask of the caller, each place once. */
export function demandsOf(documents: readonly UsedDocument[]): readonly Demand[] {
  const found = new Map<string, Demand>();
  for (const { policies } of documents)
    for (const policy of policies) {
      const what = Object.hasOwn(wants, policy.policy) ? wants[policy.policy]?.(policy) : undefined;
      if (what !== undefined) found.set(policy.at, { what, policy: policy.policy, at: policy.at });
    }
  return [...found.values()];
}
