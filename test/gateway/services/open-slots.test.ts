import { expect, it } from 'vitest';
import { openSlots } from '../../../src/gateway/services/open-slots.ts';

it('gives as many places as the limit says, each once', () => {
  const slots = openSlots();
  const first = slots.take('a', 2);
  const second = slots.take('a', 2);
  expect(slots.take('a', 2)).toBeUndefined();
  expect(slots.take('b', 1)).toBeTypeOf('function');
  first?.();
  first?.();
  expect(slots.take('a', 2)).toBeTypeOf('function');
  expect(slots.take('a', 2)).toBeUndefined();
  second?.();
  expect(slots.take('a', 2)).toBeTypeOf('function');
});
