/** A kind of secret that is told by its form alone. */
interface Shape {
  readonly what: string;
  readonly pattern: RegExp;
}

/** Forms that issuers gave their secrets so that they can be found. Each pattern takes linear time. */
const shapes: readonly Shape[] = [
  { what: 'a JSON web token', pattern: /\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}/ },
  { what: 'a private key', pattern: /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/ },
  { what: 'an access key', pattern: /\bAKIA[0-9A-Z]{16}\b/ },
  { what: 'an access token', pattern: /\bgh[opsur]_[A-Za-z0-9]{30,}\b|\bgithub_pat_[A-Za-z0-9_]{40,}\b/ },
  { what: 'an access token', pattern: /\bxox[abeprs]-[A-Za-z0-9-]{20,}/ },
  { what: 'an API key', pattern: /\b(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,}\b/ },
  { what: 'an API key', pattern: /\bAIza[A-Za-z0-9_-]{35}\b/ },
  { what: 'an API key', pattern: /\bsk-(?:proj-|ant-)?[A-Za-z0-9_-]{32,}\b/ },
  { what: 'a client secret', pattern: /\b[A-Za-z0-9_~.-]{3}[78]Q~[A-Za-z0-9_~.-]{31,34}/ },
  { what: 'an account key', pattern: /\b(?:AccountKey|SharedAccessKey)=[A-Za-z0-9+/]{40,}={0,2}/ },
  { what: 'a shared access signature', pattern: /[?&]sig=[A-Za-z0-9%+/]{30,}/ },
];

/** `name=value` and `"name": "value"` where the name says that the value is secret. */
const assigned =
  /(?:client_secret|clientSecret|password|passwd|api[_-]?key|access[_-]?key|private[_-]?key)["']?\s*[:=]\s*["']?([^\s"'&,;<>{}]{8,})/i;

const bearer = /\b(?:Bearer|Basic)\s+([A-Za-z0-9._~+/-]{16,}={0,2})/;

/** Texts that say that something has to be put in their place. */
const placeholder = /\{\{|[<>{}$*]|your|example|sample|placeholder|change.?me|replace|dummy|fake|xxx|\.\.\.|todo|insert|fedpass/i;

/** A secret in a text: what it is, and its range in it. */
export interface FoundSecret {
  readonly what: string;
  readonly start: number;
  readonly end: number;
}

/** The first secret that a text holds, told by its form; undefined when there is none. */
export function secretIn(text: string): FoundSecret | undefined {
  if (text.length < 16) return undefined;
  for (const { what, pattern } of shapes) {
    const match = pattern.exec(text);
    if (match !== null && !placeholder.test(match[0])) return { what, start: match.index, end: match.index + match[0].length };
  }
  const token = bearer.exec(text);
  if (token?.[1] !== undefined && looksRandom(token[1])) return within(token, token[1], 'a credential');
  const value = assigned.exec(text);
  if (value?.[1] !== undefined && !placeholder.test(value[1]) && looksRandom(value[1])) return within(value, value[1], 'a password or key');
  return undefined;
}

function within(match: RegExpExecArray, part: string, what: string): FoundSecret {
  const start = match.index + match[0].lastIndexOf(part);
  return { what, start, end: start + part.length };
}

/** Names of headers, parameters and variables that hold a secret. */
export const namesSecret = (name: string): boolean =>
  /(?:secret|passw(?:or)?d|passphrase|pwd|(?:api|access|account|function|functions|subscription|private|shared|master|signing)[-_.]?key|^code$|^sig$|^authorization$)$/i.test(
    name,
  );

/**
 * Whether a whole value is likely a key somebody was given: long, without blanks, of many different characters of more than one kind. An id
 * (GUID), a URL and a plain word are not.
 */
export function looksRandom(text: string): boolean {
  if (text.length < 16 || /\s/.test(text) || placeholder.test(text) || /^[a-z]+:\/\//i.test(text)) return false;
  if (/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text)) return false;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/].filter((kind) => kind.test(text)).length;
  return kinds >= 2 && /\d/.test(text) && entropy(text) >= 3.2;
}

/** Shannon entropy in bits a character. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  let sum = 0;
  for (const count of counts.values()) sum -= (count / text.length) * Math.log2(count / text.length);
  return sum;
}
