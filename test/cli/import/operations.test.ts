import { describe, expect, it } from 'vitest';
import { guardText } from '../../../src/cli/import/project/guard.ts';
import { describedOperations, moreExact, pathPattern } from '../../../src/cli/import/project/operations.ts';
import { errorsIn } from '../../support/document-check.ts';

describe('paths of operations', () => {
  it.each([
    ['/orders', '/shop/orders', true],
    ['/orders', '/shop/orders/', true],
    ['/orders', '/shop/ordersx', false],
    ['/orders', '/other/shop/orders', false],
    ['/orders/{id}', '/shop/orders/7', true],
    ['/orders/{id}', '/shop/orders/7/lines', false],
    ['/orders/{id}', '/shop/orders/', false],
    ['/files/{name}.json', '/shop/files/a.json', true],
    ['/files/{name}.json', '/shop/files/ajson', false],
    ['/files/{*path}', '/shop/files/a/b/c', true],
    ['/*', '/shop/anything/at/all', true],
    ['/*', '/shop', true],
    ['/', '/shop', true],
    ['/', '/shop/orders', false],
    ['/search?q={q}', '/shop/search', true],
    ["/it's(1)", "/shop/it's(1)", true],
    ['/a&b<c', '/shop/a&b<c', true],
  ])('%s meets %s: %s', (template, path, expected) => {
    const pattern = pathPattern('/shop', template);
    expect(pattern).not.toMatch(/[<&'"]/);
    expect(new RegExp(pattern).test(path)).toBe(expected);
  });

  it('those that say more are asked first', () => {
    const operations = ['/*', '/{a}/{b}', '/{a}/b', '/a/{b}', '/a/b', '/{*rest}'].map((template) => ({
      id: template,
      method: 'GET',
      template,
    }));
    expect(operations.sort(moreExact).map(({ id }) => id)).toEqual(['/a/b', '/a/{b}', '/{a}/b', '/{a}/{b}', '/*', '/{*rest}']);
  });
});

describe('operations of a description', () => {
  it.each([
    ['YAML', 'openapi: 3.0.1\npaths:\n  /a/{b}:\n    parameters: []\n    get: { operationId: one }\n    x-note: no\n    delete: {}\n'],
    ['JSON', '{"swagger": "2.0", "paths": {"/a/{b}": {"get": {"operationId": "one"}, "delete": {}, "summary": "no"}}}'],
  ])('%s', (_name, text) => {
    expect(describedOperations(text)).toEqual([
      { id: 'one', method: 'GET', template: '/a/{b}' },
      { id: 'delete-/a/{b}', method: 'DELETE', template: '/a/{b}' },
    ]);
  });

  it.each(['', 'not: [a', '[]', '{"paths": 1}'])('%j has none', (text) => {
    expect(describedOperations(text)).toBeUndefined();
  });
});

describe('the guard of an API', () => {
  const operations = [
    { id: 'get "it"', method: 'GET', template: "/a/{b}/it's" },
    { id: 'create', method: 'POST', template: '/a' },
  ];

  it.each([
    ['any', { kind: 'any' } as const],
    ['some', { kind: 'some', products: ['gold'], subscriptions: ['acme'] } as const],
    ['nobody', { kind: 'some', products: [], subscriptions: [] } as const],
  ])('is sound in both ways of writing expressions: keys of %s', (_name, keys) => {
    const guard = guardText({ path: '/shop', operations, withheld: ['create'], keys });
    for (const around of [
      '',
      '<set-variable name="a" value="@(1 &lt; 2 ? &quot;a&quot; : &quot;b&quot;)" />',
      '<set-variable name="a" value="@(1 < 2 ? "a" : "b")" />',
    ])
      expect(errorsIn(`<policies>\n<inbound>\n${guard}<base />${around}</inbound></policies>`)).toEqual([]);
  });

  it('is empty where there is nothing to guard', () => {
    expect(guardText({ path: '/shop', operations: undefined, withheld: [], keys: { kind: 'none' } })).toBe('');
  });
});
