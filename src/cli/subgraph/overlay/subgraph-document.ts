import { attaching, type Credential, xml } from '../credential.ts';

/** The first document of a plain GraphQL API. */
export function subgraphDocument(name: string, credential: Credential): string {
  const attached = attaching(credential, '        ');
  const said =
    attached.length > 0
      ? 'Each carries a token of the connection below.'
      : 'They carry no credential: put a connection into fedpass.yaml, and get-authorization-context with a set-header of Authorization behind the <base /> of inbound.';
  return [
    `<!-- Calls to ${xml(name).replaceAll('--', '- -')}. ${said} -->`,
    '<policies>',
    '    <inbound>',
    '        <base />',
    ...attached,
    '        <!-- Some APIs answer only to callers that say who they are. -->',
    '        <set-header name="User-Agent" exists-action="skip">',
    '            <value>fedpass</value>',
    '        </set-header>',
    '    </inbound>',
    ...['backend', 'outbound', 'on-error'].flatMap((section) => [`    <${section}>`, '        <base />', `    </${section}>`]),
    '</policies>',
    '',
  ].join('\n');
}
