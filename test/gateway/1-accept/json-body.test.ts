import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readJson } from '../../../src/gateway/1-accept/json-body.ts';

it('reads whatever JSON.stringify writes', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 20 }), fc.nat(3), (text, indent) => {
      const value: unknown = JSON.parse(text);
      expect(readJson(JSON.stringify(value, null, indent))).toEqual({ kind: 'read', value });
    }),
  );
});

it.each([
  ['{"a":1,"b":{"a":2},"c":[{"a":3},{"a":4}]}', 'read'],
  ['{"a":"b","b":"a"}', 'read'],
  ['["a","a"]', 'read'],
  ['{"a":{},"b":["a",":"]}', 'read'],
  ['{"\\"":1,"\\\\":2}', 'read'],
  ['{"a":1,"a":1}', 'refused'],
  ['{"a":1 , "b":2 , "a" : 3}', 'refused'],
  ['{"a":1,"\\u0061":2}', 'refused'],
  ['[[{"x":{"y":1,"y":2}}]]', 'refused'],
  ['{"__proto__":1,"__proto__":2}', 'refused'],
  [`${'['.repeat(128)}${']'.repeat(128)}`, 'read'],
  [`${'['.repeat(129)}${']'.repeat(129)}`, 'refused'],
  ['{"a":1', 'refused'],
])('%s: %s', (text, kind) => expect(readJson(text).kind).toBe(kind));
