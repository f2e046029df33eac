import { type RuntimeType, runtimeType } from '../dotnet/runtime-type.ts';
import { netType } from '../dotnet/values.ts';
import { decodeUtf8 } from '../utf8.ts';

const jwtType = runtimeType('Fedpass.Jwt');
const basicType = runtimeType('Fedpass.BasicAuthCredentials');

/** What a JSON web token says. Its signature is not checked: a policy that trusts it must check it first. */
export class Jwt {
  readonly header: Readonly<Record<string, unknown>>;
  readonly payload: Readonly<Record<string, unknown>>;

  constructor(header: Readonly<Record<string, unknown>>, payload: Readonly<Record<string, unknown>>) {
    this.header = header;
    this.payload = payload;
  }

  get [netType](): RuntimeType {
    return jwtType;
  }

  /** A registered claim that is a text, else null. */
  text(name: string): string | null {
    const value = Object.hasOwn(this.payload, name) ? this.payload[name] : undefined;
    return typeof value === 'string' ? value : null;
  }

  /** A registered claim that is a NumericDate (RFC 7519 §2), in milliseconds. */
  time(name: string): number | null {
    const value = Object.hasOwn(this.payload, name) ? this.payload[name] : undefined;
    return typeof value === 'number' && Number.isFinite(value) ? value * 1000 : null;
  }

  /** Claims as lists of texts; numbers and booleans as JSON text. */
  get claims(): ReadonlyMap<string, readonly string[]> {
    return new Map(Object.entries(this.payload).map(([name, value]) => [name, texts(value)]));
  }

  /** Never the token. */
  toString(): string {
    return 'Jwt';
  }
}

const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(textOf) : [textOf(value)]);
const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Reads a compact JWS, with or without `Bearer `. Undefined for anything else; no signature is checked. */
export function readJwt(text: string | null): Jwt | undefined {
  const compact = (text ?? '').replace(/^Bearer\s+/i, '').trim();
  const parts = compact.split('.');
  const [head, body] = parts;
  if (parts.length !== 3 || head === undefined || body === undefined) return undefined;
  const header = jsonObject(head);
  const payload = jsonObject(body);
  return header === undefined || payload === undefined ? undefined : new Jwt(header, payload);
}

function jsonObject(part: string): Readonly<Record<string, unknown>> | undefined {
  const bytes = fromBase64Url(part);
  if (bytes === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(decodeUtf8(bytes));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/** User and password of HTTP Basic (RFC 7617). */
export class BasicAuthCredentials {
  readonly userId: string;
  readonly password: string;

  constructor(userId: string, password: string) {
    this.userId = userId;
    this.password = password;
  }

  get [netType](): RuntimeType {
    return basicType;
  }

  /** Never the password. */
  toString(): string {
    return 'BasicAuthCredentials';
  }
}

/** Reads `Basic <base64>`; split at the first colon. Undefined for anything else. */
export function readBasic(text: string | null): BasicAuthCredentials | undefined {
  const match = /^Basic\s+([A-Za-z0-9+/_-]+={0,2})\s*$/i.exec((text ?? '').trim());
  const bytes = match?.[1] === undefined ? undefined : fromBase64Url(match[1]);
  if (bytes === undefined) return undefined;
  const pair = decodeUtf8(bytes);
  const colon = pair.indexOf(':');
  return colon < 0 ? undefined : new BasicAuthCredentials(pair.slice(0, colon), pair.slice(colon + 1));
}

/** The six bits of a character of base64url or base64, by its code; 255 for all others. */
const bitsOf = new Uint8Array(128).fill(255);
for (const [value, character] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'].entries())
  bitsOf[character.charCodeAt(0)] = value;
bitsOf['+'.charCodeAt(0)] = 62;
bitsOf['/'.charCodeAt(0)] = 63;

/** Bytes of base64url or base64 text, padded or not. Undefined when a character belongs to neither. */
export function fromBase64Url(text: string): Uint8Array | undefined {
  let end = text.length;
  while (text.charCodeAt(end - 1) === 0x3d) end--;
  if (end % 4 === 1) return undefined;
  const out = new Uint8Array(Math.floor((end * 3) / 4));
  let bits = 0;
  let count = 0;
  let length = 0;
  for (let i = 0; i < end; i++) {
    const value = bitsOf[text.charCodeAt(i)] ?? 255;
    if (value === 255) return undefined;
    bits = ((bits << 6) | value) & 0xffffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      out[length++] = (bits >> count) & 0xff;
    }
  }
  return out;
}
