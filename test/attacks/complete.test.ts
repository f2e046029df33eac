import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testsIn } from '../support/test-names.ts';

/** The attacks on credentials that are known, and where each is tried. Its test has its name, so that a report reads like this list. */
const attacks: Readonly<Record<string, readonly string[]>> = {
  'consent.test.ts': [
    'state replay',
    'another browser',
    'another user',
    'the victim finishes the attacker’s link',
    'mix-up',
    'callback race',
    'open redirect',
    'code injection',
    'CSRF',
  ],
  'management.test.ts': [
    'ids with `..`, `/`, `:` and their encodings',
    'mass assignment of status and redirectUrl',
    'nextLink by the Host header',
    'SSRF by the URL of a provider',
  ],
  'bearer-tokens.test.ts': [
    'audience crossover between the three APIs',
    'a second issuer that mints a victim’s oid and tid',
    'a confused deputy by ids that a query chooses',
    'JWT tricks with alg, kid, aud, iss and exp',
  ],
  'egress.test.ts': ['a cross-origin redirect with a token'],
  'store.test.ts': [
    'on %s > a record swapped',
    'on %s > a record rolled back',
    'on %s > delete during a refresh',
    'on %s > re-consent during a refresh',
  ],
};

test.each(Object.entries(attacks))('%s tries each of its attacks, by name', (file, names) => {
  const there = testsIn(join(import.meta.dirname, file)).map(({ name }) => name);
  expect(names.filter((name) => !there.includes(name))).toEqual([]);
});

test('attacks on the store are tried on every kind of store', () => {
  for (const { name, tables } of testsIn(join(import.meta.dirname, 'store.test.ts'))) expect([name, tables]).toEqual([name, ['stores']]);
});
