import { describe, expect, it } from 'vitest';
import { Budget, BudgetExceeded } from '../../src/runtime/budget.ts';

/** A clock that moves only when it is told to, or by a fixed time at each look. */
function clock(perLook = 0): { elapsed(): number; pass(ms: number): void } {
  let now = 0;
  return {
    elapsed: () => {
      now += perLook;
      return now;
    },
    pass: (ms) => {
      now += ms;
    },
  };
}

const what = (run: () => void): BudgetExceeded['what'] | 'enough' => {
  try {
    run();
    return 'enough';
  } catch (error) {
    if (error instanceof BudgetExceeded) return error.what;
    throw error;
  }
};

const times = (count: number, run: () => void): void => {
  for (let i = 0; i < count; i++) run();
};

describe('a budget', () => {
  it('ends when its steps are spent', () => {
    const budget = new Budget(10);
    expect(what(() => budget.step(10))).toBe('enough');
    expect(what(() => budget.step())).toBe('steps');
  });

  it('ends when its size is spent, before anything is built', () => {
    const budget = new Budget(10, 10);
    expect(what(() => budget.allocate(11))).toBe('size');
    expect(what(() => new Budget(10, 10).built('01234567890'))).toBe('size');
    expect(new Budget(10, 10).built('0123456789')).toBe('0123456789');
  });

  it('ends when few steps take long', () => {
    const budget = new Budget(1_000_000, 1_000_000, { clock: clock(10), ms: 100 });
    expect(what(() => times(2_000, () => budget.step()))).toBe('time');
  });

  it('ends when building takes long', () => {
    const budget = new Budget(1_000_000, 100_000_000, { clock: clock(10), ms: 100 });
    expect(what(() => times(1_000, () => budget.allocate(70_000)))).toBe('time');
  });

  it('looks at the clock after every step while steps are long', () => {
    const slow = clock();
    const budget = new Budget(1_000_000, 1_000_000, { clock: slow, ms: 100 });
    let steps = 0;
    expect(
      what(() =>
        times(1_000, () => {
          steps++;
          budget.step();
          slow.pass(30);
        }),
      ),
    ).toBe('time');
    expect(steps).toBeLessThan(10);
  });

  it('adds up the time of all expressions', () => {
    const slow = clock();
    const budget = new Budget(1_000_000, 1_000_000, { clock: slow, ms: 100 });
    const expression = (): void => {
      budget.begin();
      budget.step(64);
      slow.pass(60);
      budget.step(64);
    };
    expect(what(expression)).toBe('enough');
    expect(what(expression)).toBe('time');
  });

  it('does not count the time between expressions, when others have their turn', () => {
    const slow = clock();
    const budget = new Budget(1_000_000, 1_000_000, { clock: slow, ms: 100 });
    expect(
      what(() =>
        times(10, () => {
          budget.begin();
          budget.step(64);
          slow.pass(1_000);
        }),
      ),
    ).toBe('enough');
  });
});
