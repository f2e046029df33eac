import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { engineBounds } from '../../runtime/budget.ts';
import type { Context } from '../../runtime/context/context.ts';
import { typeText } from '../../runtime/dotnet/runtime-type.ts';
import { toText } from '../../runtime/dotnet/to-text.ts';
import { typeOf } from '../../runtime/dotnet/type-of.ts';
import { NetException } from '../../runtime/dotnet/values.ts';
import type { Evaluable } from './compile-expressions.ts';
import { jsonValue, noJson } from './json-value.ts';

/** What an expression came to, in the form of case files. */
export type Outcome =
  | { readonly type: string | null; readonly string: string | null; readonly json?: unknown }
  | { readonly throws: string; readonly message: string }
  | { readonly compileError: string; readonly message: string }
  | { readonly unsupported: string };

/** Evaluates an expression: what it throws is its outcome. Throws only what making its context throws. */
export function evaluate(evaluable: Evaluable, context: () => Context): Outcome {
  if (evaluable.kind === 'refused') return refusal(evaluable.findings);
  const given = context();
  try {
    return describe(evaluable.run(given));
  } catch (error) {
    if (error instanceof NetException) return { throws: error.typeName, message: error.message };
    if (error instanceof RangeError) return { unsupported: engineBounds };
    return { unsupported: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
}

function refusal(findings: readonly Diagnostic[]): Outcome {
  const errors = findings.filter(({ severity }) => severity === 'error');
  const unsupported = findings.find(({ code }) => code.startsWith('unsupported/'));
  const first = errors.find(({ cs }) => cs !== undefined) ?? errors[0] ?? unsupported;
  if (first === undefined) return { unsupported: 'the expression did not compile' };
  return first.code.startsWith('unsupported/') ? { unsupported: first.message } : { compileError: codeOf(first), message: first.message };
}

function codeOf({ code, cs }: Diagnostic): string {
  if (cs !== undefined) return cs;
  if (code === 'expression/not-an-expression') return 'NOT_AN_EXPRESSION';
  return code === 'csharp/disallowed-type' ? 'DISALLOWED_TYPE' : code;
}

function describe(value: unknown): Outcome {
  if (value === null || value === undefined) return { type: null, string: '', json: null };
  const type = typeText(typeOf(value))
    .replaceAll('Fedpass.', '')
    .replaceAll(/<>f__AnonymousType\d+`\d+(\[[^\]]*\])?/g, '<anonymous>');
  // The text of a sequence that .NET makes on the way is the name of a private type: nobody may lean on it.
  const hidden = /^System\.(Collections\.Generic\.IEnumerable|Linq\.(IOrderedEnumerable|IGrouping|ILookup))`/.test(type);
  const string = hidden ? null : toText(value);
  const json = jsonValue(value);
  return json === noJson ? { type, string } : { type, string, json };
}
