/** What a generated document attaches to requests. */
export type Credential =
  | { readonly kind: 'connection'; readonly provider: string; readonly connection: string; readonly perUser: boolean }
  /** A key that does not expire, from a secret named value. */
  | { readonly kind: 'key'; readonly namedValue: string; readonly header: string; readonly scheme: string }
  | { readonly kind: 'none' };

/** Policies that put a credential into a request, as lines. `indent` is what stands before each. */
export function attaching(credential: Credential, indent: string): readonly string[] {
  return lines(credential).map((line) => `${indent}${line}`);
}

function lines(credential: Credential): readonly string[] {
  switch (credential.kind) {
    case 'none':
      return [];
    case 'key':
      return [
        `<set-header name="${credential.header}" exists-action="override">`,
        `    <value>${credential.scheme}{{${credential.namedValue}}}</value>`,
        '</set-header>',
      ];
    case 'connection':
      return [
        ...fetching(credential),
        '<set-header name="Authorization" exists-action="override">',
        '    <value>@("Bearer " + ((Authorization)context.Variables.GetValueOrDefault("auth"))?.AccessToken)</value>',
        '</set-header>',
      ];
  }
}

function fetching({ provider, connection, perUser }: Extract<Credential, { kind: 'connection' }>): readonly string[] {
  const head = [`<get-authorization-context`, `    provider-id="${xml(provider)}"`];
  if (!perUser)
    return [
      ...head,
      `    authorization-id="${xml(connection)}"`,
      '    context-variable-name="auth"',
      '    identity-type="managed"',
      '    ignore-error="false" />',
    ];
  // The caller's own connection: its id is worked out from his token, and checked against it.
  const [before = '', after = ''] = connection.split('{user}');
  const id = [before === '' ? '' : `"${before}" + `, caller, after === '' ? '' : ` + "${after}"`].join('');
  return [
    ...head,
    `    authorization-id='@(${id})'`,
    '    context-variable-name="auth"',
    '    identity-type="jwt"',
    `    identity='@(context.Request.Headers.GetValueOrDefault("Authorization", "").Split(&apos; &apos;).Last())'`,
    '    ignore-error="false" />',
  ];
}

const caller = 'context.Request.Headers.GetValueOrDefault("Authorization", "").AsJwt()?.Subject';

/** For attributes. */
export const xml = (text: string): string => text.replace(/[&<>"]/g, (each) => entities[each] ?? each);
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** For the text of an element, where quotation marks mean nothing. */
export const xmlText = (text: string): string => text.replace(/[&<]/g, (each) => entities[each] ?? each);
