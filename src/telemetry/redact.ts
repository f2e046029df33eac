import { Secret } from '../runtime/ports/credential-source.ts';

const hidden = '[secret]';

/** Field names, in lower case and without separators, whose text is a credential whatever it looks like. */
const secretNames: ReadonlySet<string> = new Set([
  'accesstoken',
  'apikey',
  'assertion',
  'authorization',
  'clientassertion',
  'clientsecret',
  'codeverifier',
  'cookie',
  'idtoken',
  'password',
  'privatekey',
  'proxyauthorization',
  'refreshtoken',
  'secret',
  'setcookie',
  'subscriptionkey',
  'token',
  'xapikey',
]);

const isSecretName = (name: string): boolean => secretNames.has(name.toLowerCase().replaceAll(/[-_ .]/g, ''));

/** Credentials as they look inside other texts: schemes of Authorization, JWTs, URLs, OAuth parameters. */
const shapes: readonly (readonly [RegExp, string])[] = [
  // What follows must have something that words do not have, so that "a bearer credential" stays.
  [/\b((?:[Bb]earer|BEARER|[Bb]asic|BASIC|DPoP)\s+)(?=[a-z]*[A-Z0-9._~+/=-])[A-Za-z0-9._~+/=-]{6,}/g, `$1${hidden}`],
  [/\beyJ[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*){0,3}/g, hidden],
  [/(\b[a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/@]+@/gi, `$1${hidden}@`],
  [
    /\b(access_token|refresh_token|id_token|client_secret|client_assertion|assertion|password|code|code_verifier|state|link|sig|api[-_]?key|subscription-key)=[^\s&"'#]+/gi,
    `$1=${hidden}`,
  ],
];

/** Long texts say no more to a reader, and may be a body that got into a message. */
const longest = 2_000;

/** A text without what looks like a credential in it. */
export function redactText(text: string): string {
  let rest = text.length > longest ? `${text.slice(0, longest)}…` : text;
  for (const [shape, replacement] of shapes) rest = rest.replace(shape, replacement);
  return rest;
}

/**
 * Fields as they may stand in a log. The last line of defence: whoever logs chooses what to say, and a Secret never prints. Texts under
 * names such as `authorization` are hidden, others are searched for credentials; depth and length are bounded.
 */
export function redact(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return object(fields, 0);
}

function object(value: object, depth: number): Record<string, unknown> {
  const shown: Record<string, unknown> = {};
  for (const [name, each] of Object.entries(value)) {
    const isText = typeof each === 'string' || Array.isArray(each);
    shown[name] = isText && isSecretName(name) ? hidden : one(each, depth + 1);
  }
  return shown;
}

function one(value: unknown, depth: number): unknown {
  switch (typeof value) {
    case 'string':
      return redactText(value);
    case 'bigint':
      return value.toString();
    case 'function':
    case 'symbol':
      return `[${typeof value}]`;
    case 'object':
      break;
    default:
      return value;
  }
  if (value === null) return null;
  if (value instanceof Secret) return hidden;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Error) return { name: value.name, message: redactText(value.message) };
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (depth > 4) return '[…]';
  if (Array.isArray(value)) return value.slice(0, 50).map((each) => one(each, depth + 1));
  if (value instanceof Map) return object(Object.fromEntries(value), depth);
  return object(value, depth);
}
