import { describe, expect, test } from 'vitest';
import { nodesOf, parse } from '../support/csharp-parse.ts';

/** How many inputs each test tries; more on demand, as `FUZZ_RUNS=1000000 npx vitest run test/fuzz`. */
const runs = Number(process.env['FUZZ_RUNS'] ?? 10_000);
const seed = Number(process.env['FUZZ_SEED'] ?? 20_260);

/** A small generator of numbers (mulberry32), so that a failure can be had again from its seed. */
function random(start: number): (below: number) => number {
  let state = start >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const vocabulary = (
  'a b x var int string from in select where when await async nameof yield not and or out ref new is as if else for foreach while do switch ' +
  'case default break continue return throw try catch finally using lock goto checked static const this base null true typeof sizeof ' +
  'delegate class enum unsafe fixed stackalloc params ( ) [ ] { } < > , ; : . .. ? ?. ?? ??= = == != => += -> :: + - * / ! ~ ^ & && | || ' +
  '<< >= 1 2.5 0x 1_ 1e "s" "\\d" "unclosed @"v" $"{x}" $"{ $"{{ $"}" $@"{x,3:N}" """ \'c\' \'cd\' \'\' @ # // /* */ \\u0041 ` $ &quot; \n é'
).split(' ');

const samples = [
  '@(((Authorization)context.Variables.GetValueOrDefault("auth"))?.AccessToken ?? "none")',
  '@{ var x = 1; foreach (var (k, v) in d) { if (v is int n && n > 2) x += n; else continue; } return $"{x,5:N2} {{literal}}"; }',
  '@(from x in xs where x.A > 1 join y in ys on x.K equals y.K into g orderby x.B descending select new { x, N = g.Count() })',
  '@{ try { return JObject.Parse(s)["a"]?.ToString(); } catch (Exception e) when (e.Message != null) { throw; } finally { f(); } }',
  '@{ switch (x) { case 1: case int i when i > 3: return i; case null: goto default; default: return default(int?); } }',
  '@(xs.Select((x, i) => new Dictionary<string, List<int[]>> { ["k"] = new List<int[]> { new[] { 1, 2 } } }).ToArray()[0])',
  '@{ int F<T>(T a, params object[] b) where T : class => 1; (int a, string b) t = (F("x"), @"y"); for (int i = 0; i < 3; i++) { } return t; }',
];

/** Holds for every input: nothing is thrown, spans lie inside the text, and a node lies inside the node around it. */
function holds(text: string): void {
  const { parsed, found } = parse(text);
  for (const { span, message } of found) {
    if (!(span.start >= 0 && span.start <= span.end && span.end <= text.length)) throw new Error(`finding outside: ${message}`);
    if (message.includes('{') && /\{[A-Za-z]+\}/.test(message)) throw new Error(`a hole was not filled: ${message}`);
  }
  if (parsed === undefined) return;
  for (const { node, parent } of nodesOf(parsed)) {
    if (!(node.span.start <= node.span.end)) throw new Error(`reversed span ${JSON.stringify(node)}`);
    if (!(node.span.start >= parent.span.start && node.span.end <= parent.span.end)) {
      throw new Error(`${JSON.stringify(node)} reaches out of ${JSON.stringify(parent)}`);
    }
  }
}

function tryAll(inputs: () => string): void {
  for (let i = 0; i < runs; i++) {
    const text = inputs();
    try {
      holds(text);
    } catch (error) {
      expect.fail(`input ${i} of seed ${seed}: ${JSON.stringify(text)}\n${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

describe('the C# parser', () => {
  test('takes any run of tokens', { timeout: 600_000 }, () => {
    const pick = random(seed);
    tryAll(() => {
      const words = Array.from({ length: 1 + pick(24) }, () => vocabulary[pick(vocabulary.length)] ?? '');
      const code = words.join(pick(3) === 0 ? '' : ' ');
      return pick(2) === 0 ? `@(${code})` : `@{${code}}`;
    });
  });

  test('takes any mutation of an expression', { timeout: 600_000 }, () => {
    const pick = random(seed + 1);
    tryAll(() => {
      let text = samples[pick(samples.length)] ?? '';
      for (let edits = 1 + pick(4); edits > 0; edits--) text = mutate(text, pick);
      return text;
    });
  });
});

/** One edit between the delimiters: delete, double, swap, insert a token, or splice in a piece of another sample. */
function mutate(text: string, pick: (below: number) => number): string {
  const inner = text.slice(2, -1);
  const at = pick(inner.length + 1);
  const length = 1 + pick(6);
  const before = inner.slice(0, at);
  const piece = inner.slice(at, at + length);
  const after = inner.slice(at + length);
  const other = samples[pick(samples.length)] ?? '';
  const from = pick(other.length);
  const edited = [
    before + after,
    before + piece + piece + after,
    before + after.slice(0, length) + piece + after.slice(length),
    `${before} ${vocabulary[pick(vocabulary.length)] ?? ''} ${piece}${after}`,
    before + other.slice(from, from + 1 + pick(12)) + piece + after,
  ][pick(5)];
  return text.slice(0, 2) + (edited ?? inner) + text.slice(-1);
}
