import { expect, it } from 'vitest';
import { RecentlyUsed } from '../../../src/gateway/2-plan/recently-used.ts';

it('what was used last stays, up to a size', () => {
  const store = new RecentlyUsed<string>(10);
  store.set('a', 'A', 4);
  store.set('b', 'B', 4);
  expect(store.get('a')).toBe('A');
  store.set('c', 'C', 4);
  expect(['a', 'b', 'c'].map((key) => store.get(key))).toEqual(['A', undefined, 'C']);
});

it('what is larger than all that may be kept is not, and takes the place of nothing', () => {
  const store = new RecentlyUsed<string>(10);
  store.set('a', 'A', 4);
  store.set('b', 'B', 11);
  expect([store.get('a'), store.get('b')]).toEqual(['A', undefined]);
});

it('what is set again counts once', () => {
  const store = new RecentlyUsed<string>(10);
  for (let i = 0; i < 10; i++) store.set('a', `A${i}`, 6);
  store.set('b', 'B', 4);
  expect([store.get('a'), store.get('b')]).toEqual(['A9', 'B']);
});
