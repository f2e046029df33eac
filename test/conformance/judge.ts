/** What real .NET made of an expression. */
export type Expected =
  | { readonly type: string | null; readonly string: string | null; readonly json?: unknown }
  | { readonly throws: string }
  | { readonly compileError: string };

export interface ConformanceCase {
  readonly id: string;
  readonly area: string;
  readonly expr: string;
  readonly context: string;
  readonly expected: Expected;
}

type Actual = Readonly<Record<string, unknown>>;

/** Line ends are the machine's. */
const plain = (value: unknown): unknown => (typeof value === 'string' ? value.replaceAll('\r\n', '\n') : value);

function equal(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return plain(a) === plain(b);
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = a as Actual;
  const right = b as Actual;
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length && keys.every((key) => Object.hasOwn(right, key) && equal(left[key], right[key]));
}

/** Why a case fails, or undefined when it passes: compile error for compile error, exception type for exception type, text and JSON for a value. */
export function judge(expected: Expected, actual: Actual): string | undefined {
  if ('compileError' in expected) return 'compileError' in actual ? undefined : `accepted, .NET says ${expected.compileError}`;
  if ('unsupported' in actual) return `unsupported: ${String(actual['unsupported'])}`;
  if ('compileError' in actual) return `refused with ${String(actual['compileError'])}`;
  if ('throws' in expected) return actual['throws'] === expected.throws ? undefined : `gave ${JSON.stringify(actual)}, .NET throws ${expected.throws}`;
  if ('throws' in actual) return `threw ${String(actual['throws'])}: ${String(actual['message'])}`;
  if (expected.string !== null && !equal(expected.string, actual['string'])) return `text ${JSON.stringify(actual['string'])}, .NET ${JSON.stringify(expected.string)}`;
  if ('json' in expected && !equal(expected.json, actual['json'])) return `json ${JSON.stringify(actual['json'])}, .NET ${JSON.stringify(expected.json)}`;
  return undefined;
}
