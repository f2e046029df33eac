import { parseExpression } from '../../../../src/compiler/1-parse/csharp/parse.ts';
import { type BindScope, type BoundExpression, bindExpression } from '../../../../src/compiler/2-check/types/bind.ts';
import { Library, named } from '../../../../src/compiler/2-check/types/library.ts';
import { type Diagnostic, Findings } from '../../../../src/diagnostics/diagnostic.ts';
import { Source } from '../../../../src/diagnostics/source.ts';
import { type CatalogueEntry, catalogue } from '../../../../src/runtime/dotnet/catalogue.ts';
import { dotnetType, member } from '../../../../src/runtime/dotnet/define.ts';

/** Methods whose only purpose is to be chosen among. The key of a row says which overload it is. */
const nothing = (): null => null;
const row = (signature: string) => member(signature, nothing, 'For tests.');

const Pick_ = dotnetType('static class Fedpass.Pick', 'Overloads for tests.', {
  numberInt: row('static int Number(int value)'),
  numberLong: row('static int Number(long value)'),
  numberDouble: row('static int Number(double value)'),
  objectOrString: row('static int Text(object value)'),
  textString: row('static int Text(string value)'),
  paramsObjects: row('static int Many(params object[] values)'),
  manyString: row('static int Many(string value)'),
  optional: row('static int Optional(string value, int count = 1)'),
  optionalPlain: row('static int Optional(string value)'),
  generic: row('static int Generic<T>(T value)'),
  genericInt: row('static int Generic(int value)'),
  genericList: row('static int Specific<T>(IEnumerable<T> values)'),
  genericAny: row('static int Specific<T>(T value)'),
  byte: row('static int Narrow(byte value)'),
  sbyte: row('static int Narrow(sbyte value)'),
  funcInt: row('static int Lambda(Func<int> make)'),
  funcString: row('static int Lambda(Func<string> make)'),
  action: row('static int Act(Action run)'),
  funcAct: row('static int Act(Func<int> run)'),
  out: row('static bool Take(out int value)'),
  ref: row('static bool Take(ref string value)'),
  same: row('static T Same<T>(T value)'),
  pair: row('static T Pair<T>(T first, T second)'),
  map: row('static R Map<T, R>(T value, Func<T, R> by)'),
  fold: row('static A Fold<T, A>(IEnumerable<T> values, A start, Func<A, T, A> by)'),
  key: row('static K Key<K, V>(IDictionary<K, V> values)'),
});

const entries: readonly CatalogueEntry[] = [...catalogue, { surface: Pick_, module: 'dotnet/test', export: 'Pick_' }];

/** The library with the overloads of `Fedpass.Pick` in it. */
export const library = new Library(entries);

const context = library.definition('Fedpass.IContext');
if (context === undefined) throw new Error('the library has no context');

const scope: BindScope = { library, context: named(context, []), namedValues: 'resolved' };

export interface Read {
  readonly bound: BoundExpression;
  readonly findings: readonly Diagnostic[];
  readonly text: string;
}

/** Parses and binds a whole `@(…)` or `@{…}`. */
export function read(text: string, more: Partial<BindScope> = {}): Read {
  const findings = new Findings();
  const source = new Source('expression', text);
  const report = findings.reporter(source);
  const namedValues = more.namedValues ?? 'resolved';
  const input = { code: text.slice(2, -1), toSource: (at: number) => at + 2, namedValues };
  const tree = parseExpression(input, text.startsWith('@{') ? 'block' : 'single', report);
  return { bound: bindExpression(tree, { ...scope, ...more }, report), findings: findings.all, text };
}

/** What a finding points at. */
export const pointedAt = (finding: Diagnostic): string => finding.source.text.slice(finding.span.start, finding.span.end);
