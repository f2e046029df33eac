import { expect, it } from 'vitest';
import { openBackends } from '../../../src/gateway/services/backends.ts';

const backends = openBackends({
  eu: { kind: 'address', url: 'https://eu.example' },
  us: { kind: 'address', url: 'https://us.example' },
  all: { kind: 'pool', members: ['eu', 'us'] },
  same: { kind: 'pool', members: ['us', 'us', 'eu'] },
});

it('gives the address of an id', () => {
  expect([backends('eu'), backends('us')]).toEqual(['https://eu.example', 'https://us.example']);
});

it('lets the members of a pool take turns, each pool on its own', () => {
  expect([backends('all'), backends('all'), backends('same'), backends('all')]).toEqual([
    'https://eu.example',
    'https://us.example',
    'https://us.example',
    'https://eu.example',
  ]);
});

it.each(['other', 'constructor', '__proto__', ''])('knows nothing of `%s`', (id) => {
  expect(backends(id)).toBeUndefined();
});
