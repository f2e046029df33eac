import { expect, test } from 'vitest';
import { BudgetExceeded } from '../../../../src/runtime/budget.ts';
import { composite } from '../../../../src/runtime/dotnet/format/composite.ts';
import { CHAR, DOUBLE } from '../../../../src/runtime/dotnet/types.ts';
import { DECIMAL, Decimal } from '../../../../src/runtime/dotnet/values/decimal.ts';
import { Box } from '../../../../src/runtime/dotnet/values.ts';
import { outcome } from '../outcome.ts';
import { stillHost } from '../still-host.ts';

test.each([
  ['{0}', [1], '1'],
  ['{1}-{0}', ['a', 'b'], 'b-a'],
  ['[{0,5}]', ['ab'], '[   ab]'],
  ['[{0,-5}]', ['ab'], '[ab   ]'],
  ['[{0,12:D6}]', [0], '[      000000]'],
  ['{0:N2}', [new Box(DOUBLE, 1234.5)], '1,234.50'],
  ['{0}', [new Box(DECIMAL, Decimal.literal('1.50'))], '1.50'],
  ['{0}{1}', [new Box(CHAR, 65), true], 'ATrue'],
  ['{{{0}}}', [5], '{5}'],
  ['{0}', [null], ''],
  ['{0, 4 }', ['x'], '   x'],
  ['{0:00}:{1:00}', [5, 7], '05:07'],
  ['{1}', [1], '!FormatException'],
  ['{', [1], '!FormatException'],
  ['}', [1], '!FormatException'],
  ['{a}', [1], '!FormatException'],
] as const)('%s', (format, args, text) => {
  expect(outcome(() => composite(stillHost().budget, format, args))).toBe(text);
});

test('a wide hole is announced before it is filled', () => {
  expect(() => composite(stillHost({ size: 1000 }).budget, '{0,900000}', ['x'])).toThrow(BudgetExceeded);
});
