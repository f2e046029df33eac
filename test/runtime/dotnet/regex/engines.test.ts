import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Budget, BudgetExceeded } from '../../../../src/runtime/budget.ts';
import { AutomatonEngine } from '../../../../src/runtime/dotnet/regex/engines/automaton.ts';
import { attemptDegree, costOf, worstCase } from '../../../../src/runtime/dotnet/regex/engines/cost.ts';
import { Input } from '../../../../src/runtime/dotnet/regex/engines/input.ts';
import { NativeEngine } from '../../../../src/runtime/dotnet/regex/engines/native.ts';
import { Search } from '../../../../src/runtime/dotnet/regex/engines/search.ts';
import { meansTheSameInJavaScript, meansTheSameInRe2 } from '../../../../src/runtime/dotnet/regex/engines/shared-semantics.ts';
import { writeSource } from '../../../../src/runtime/dotnet/regex/engines/source.ts';
import { Matcher } from '../../../../src/runtime/dotnet/regex/machine/matcher.ts';
import { compileProgram } from '../../../../src/runtime/dotnet/regex/machine/program.ts';
import { parsePattern } from '../../../../src/runtime/dotnet/regex/parse/parse.ts';

/** Counts what is spent. */
class Meter extends Budget {
  spent = 0;

  override step(count = 1): void {
    this.spent += count;
    super.step(count);
  }
}

/** The last captures of all groups, as the matcher finds them; undefined without a match, `gave up` beyond the budget. */
function byMatcher(
  text: string,
  pattern: string,
  options: number,
  budget = new Budget(200_000),
): readonly number[] | undefined | 'gave up' {
  try {
    const captures = new Matcher(compileProgram(parsePattern(pattern, options)), text, 0, budget).find(0);
    return captures?.flatMap((list) => (list.length === 0 ? [-1, -1] : list.slice(-2)));
  } catch (error) {
    if (error instanceof BudgetExceeded) return 'gave up';
    throw error;
  }
}

const atoms = ['a', 'b', 'c', 'é', '\\n', '.', '[ab]', '[^a]', '\\w', '\\d', '\\s', '\\b', '\\B', '^', '$', '\\z', '(?i:B)'];
const quantifiers = ['', '', '', '*', '+', '?', '*?', '+?', '??', '{2}', '{1,2}', '{2,}'];

const patterns = fc.letrec<{ node: string; sequence: string; group: string }>((tie) => ({
  sequence: fc.array(tie('node'), { minLength: 1, maxLength: 4 }).map((items) => items.join('')),
  group: fc
    .tuple(fc.constantFrom('(', '(', '(?:', '(?=', '(?!', '(?<=', '(?<!'), fc.array(tie('sequence'), { minLength: 1, maxLength: 3 }))
    .map(([open, branches]) => `${open}${branches.join('|')})`),
  node: fc
    .tuple(fc.oneof({ maxDepth: 3, depthSize: 'small' }, fc.constantFrom(...atoms), tie('group')), fc.constantFrom(...quantifiers))
    .map(([atom, quantifier]) => atom + quantifier),
})).sequence;

const texts = fc.array(fc.constantFrom('a', 'b', 'c', 'B', '1', ' ', '\n', 'é'), { maxLength: 12 }).map((units) => units.join(''));

const run = { numRuns: 1500, seed: 20240101 };

describe('all engines give the same matches', () => {
  test('of random patterns in random texts', () => {
    const compared = { native: 0, automaton: 0 };
    fc.assert(
      fc.property(patterns, texts, fc.constantFrom(0, 1, 2, 16), (pattern, text, options) => {
        const parsed = parsePattern(pattern, options);
        const expected = byMatcher(text, pattern, options);
        const ascii = new Input(text).isAscii;
        if (expected === 'gave up') return;
        if (meansTheSameInJavaScript(parsed)) {
          compared.native++;
          const engine = NativeEngine.make(writeSource(parsed.body, { engine: 'javascript', ascii }), parsed.groups.length);
          const found = engine?.find(text, 0);
          expect(found === 'gave-up' ? found : found?.spans, 'JavaScript').toEqual(expected);
        }
        if (meansTheSameInRe2(parsed) && (ascii || !/\\b/i.test(pattern)) && !(text.endsWith('\n') && pattern.includes('$'))) {
          compared.automaton++;
          const engine = AutomatonEngine.make(writeSource(parsed.body, { engine: 're2', ascii }), parsed.groups.length);
          expect(engine?.find(text, 0)?.spans, 'automaton').toEqual(expected);
        }
      }),
      run,
    );
    expect(compared.native).toBeGreaterThan(200);
    expect(compared.automaton).toBeGreaterThan(80);
  });

  test.each([
    ['x@y.example', '^[^@\\s]+@(?<host>[^@\\s]+)$'],
    ['aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', '^(a+)+$'],
    ['aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab', '^(a|aa)+b$'],
    ['one two three four five six seven eight nine ten!', '^(\\w+\\s?)*$'],
    ['aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', '^(?:a*)*b'],
    ['aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', '^(?:a+)+b\\1|(c)'],
  ] as const)('%j %j within the budget', (text, pattern) => {
    expect(() => new Search(parsePattern(pattern, 0)).find(new Budget(20_000), new Input(text), 0, 0)).not.toThrow();
  });
});

describe('the worst case', () => {
  test.each([
    ['abc', 0],
    ['^\\d+$', 1],
    ['^(\\w+)=(\\w+)$', 1],
    ['^.*x', 1],
    ['^.*x.*y', 2],
    ['^(?:GET|PUT|POST|PATCH)+$', 1],
    ['^(?:\\w+=\\w+&)*$', 1],
    ['^(?:(?!foo).)*bar', 1],
    ['^[a-z0-9]+(?:\\.[a-z0-9]+)*@x$', 1],
    ['(a+)+$', undefined],
    ['(a|a)*b', undefined],
    ['(a|ab)*c', undefined],
    ['^(\\w+\\s?)*$', undefined],
    ['(\\w*\\d)*x', undefined],
    ['(?:a?b?)*c', undefined],
    ['(x+x+)+y', undefined],
    ['^(([a-z])+.)+[A-Z]([a-z])+$', undefined],
    ['(\\1a)', undefined],
  ] as const)('%j is of degree %s', (pattern, degree) => {
    const cost = costOf(parsePattern(pattern, 0).body);
    expect(cost && attemptDegree(cost)).toBe(degree);
  });

  test('is never passed by the matcher where it is proven', () => {
    const long = fc.tuple(fc.constantFrom('a', 'ab', 'aab', 'a1 ', 'b\n', 'aB'), fc.integer({ min: 0, max: 40 }), texts);
    let proven = 0;
    fc.assert(
      fc.property(patterns, long, (pattern, [unit, count, tail]) => {
        const parsed = parsePattern(pattern, 0);
        const cost = costOf(parsed.body);
        if (cost === undefined) return;
        proven++;
        const text = unit.repeat(count) + tail;
        const meter = new Meter(50_000_000);
        byMatcher(text, pattern, 0, meter);
        const size = pattern.length + 4;
        expect(meter.spent).toBeLessThanOrEqual(size * 8 * worstCase(parsed.body, cost, text.length + 1, text.length + 1));
      }),
      run,
    );
    expect(proven).toBeGreaterThan(200);
  });
});

test('the matcher stops when the budget is spent', () => {
  expect(byMatcher(`${'a'.repeat(40)}!`, '(a+)+\\1$', 0, new Budget(100_000))).toBe('gave up');
  expect(byMatcher('a'.repeat(200_000), '(?:(?=a)a|b)*c', 0, new Budget(5_000_000, 100_000))).toBe('gave up');
});
