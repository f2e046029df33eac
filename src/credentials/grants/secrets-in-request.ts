/** What must not come back in any text about a request. */
export interface SentSecrets {
  /** Of these, no good part either. */
  readonly secrets: readonly string[];
  /** `clientId:secret`, as HTTP Basic has it. Half of that is no secret. */
  readonly pair: string | undefined;
}

/** Parameters of token requests whose values nobody else may see. */
const SECRET_PARAMETERS = [
  'client_secret',
  'client_assertion',
  'assertion',
  'code',
  'code_verifier',
  'refresh_token',
  'subject_token',
  'actor_token',
  'password',
];

/** Every secret of a token request. */
export function secretsIn(body: URLSearchParams, headers: Readonly<Record<string, string>>): SentSecrets {
  const [, basic] = /^Basic (\S+)$/.exec(headers['authorization'] ?? '') ?? [];
  const [clientId, secret] = basic === undefined ? [body.get('client_id'), body.get('client_secret')] : credentialsOf(basic);
  const values = [...SECRET_PARAMETERS.flatMap((name) => body.getAll(name)), secret ?? ''];
  return {
    secrets: [...new Set(values)].filter((value) => value !== ''),
    pair: secret === null || secret === undefined || secret === '' ? undefined : `${clientId ?? ''}:${secret}`,
  };
}

function credentialsOf(basic: string): [string, string] {
  const text = Buffer.from(basic, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  const decode = (part: string): string => new URLSearchParams(`_=${part}`).get('_') ?? '';
  return [decode(text.slice(0, colon)), decode(text.slice(colon + 1))];
}
