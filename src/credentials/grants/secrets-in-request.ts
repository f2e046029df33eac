/** What must not come back in any text about a request. */
export interface SentSecrets {
  /** Of these, no good part either. */
  readonly secrets: readonly string[];
  /** `clientId:secret`, as HTTP Basic has it, plain and encoded. Half of that is no secret. */
  readonly pairs: readonly string[];
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
  const values = [...SECRET_PARAMETERS.flatMap((name) => body.getAll(name)), secret ?? '', secretHalf(basic ?? '')];
  return {
    secrets: [...new Set(values)].filter((value) => value !== ''),
    pairs: [secret ? `${clientId ?? ''}:${secret}` : '', basic ?? ''].filter((pair) => pair !== ''),
  };
}

/** Of `clientId:secret` in base64, what depends on the secret alone: three bytes are four letters. */
function secretHalf(basic: string): string {
  const colon = Buffer.from(basic, 'base64').indexOf(':');
  return basic.slice(Math.ceil((colon + 1) / 3) * 4).replace(/=+$/, '');
}

function credentialsOf(basic: string): [string, string] {
  const text = Buffer.from(basic, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  const decode = (part: string): string => new URLSearchParams(`_=${part}`).get('_') ?? '';
  return [decode(text.slice(0, colon)), decode(text.slice(colon + 1))];
}
