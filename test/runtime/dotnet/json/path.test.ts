import { describe, expect, test } from 'vitest';
import { BudgetExceeded } from '../../../../src/runtime/budget.ts';
import { selectToken, selectTokens } from '../../../../src/runtime/dotnet/json/json-path.ts';
import { parseJson } from '../../../../src/runtime/dotnet/json/parse.ts';
import { stillHost } from '../still-host.ts';

const host = stillHost();

const store = `{
  "a": { "b": 5, "list": [
    { "id": 1, "n": "x", "opt": true },
    { "id": 2, "n": "y", "sub": { "k": "q" }, "price": 1.5 },
    { "id": 3, "n": "z", "opt": null, "at": "2024-03-15T10:20:30Z" }
  ] },
  "odd.key": 1, "x y": 2, "it's": 3, "nums": [10, 20, 30, 40, 50], "$d": 7
}`;

const found = (path: string): string =>
  `[${Array.from(selectTokens(host, parseJson(host, store), path, false), (token) => token.toJsonText())}]`;

describe('SelectTokens', () => {
  test.each([
    ['a.b', '[5]'],
    ['$.a.b', '[5]'],
    ["$['a']['b']", '[5]'],
    ["['odd.key']", '[1]'],
    ["['it\\'s']", '[3]'],
    ["['x y','odd.key']", '[2,1]'],
    ['$d', '[7]'],
    ['nums[0]', '[10]'],
    ['nums[1,3]', '[20,40]'],
    ['nums[*]', '[10,20,30,40,50]'],
    ['nums[1:3]', '[20,30]'],
    ['nums[-2:]', '[40,50]'],
    ['nums[:2]', '[10,20]'],
    ['nums[::2]', '[10,30,50]'],
    ['nums[::-2]', '[50,30,10]'],
    ['nums[9]', '[]'],
    ['nums.length', '[]'],
    ['$..id', '[1,2,3]'],
    ["$..['id','k']", '[1,2,"q",3]'],
    ['$.a.list[*].n', '["x","y","z"]'],
    ['$.a.list[?(@.id > 1)].n', '["y","z"]'],
    ["$.a.list[?(@.id >= 1 && @.n != 'y')].id", '[1,3]'],
    ["$.a.list[?(@.n == 'x' || @.n == 'z')].id", '[1,3]'],
    ["$.a.list[?(@.n <> 'x')].id", '[2,3]'],
    ['$.a.list[?(@.opt)].id', '[1,3]'],
    ['$.a.list[?(@.opt == null)].id', '[3]'],
    ['$.a.list[?(@.opt == true)].id', '[1]'],
    ["$.a.list[?(@.sub.k == 'q')].id", '[2]'],
    ['$.a.list[?(@.price == 1.5)].id', '[2]'],
    ['$.a.list[?(@.id == 2.0)].id', '[2]'],
    ['$.a.list[?(@.id < $.a.b)].id', '[1,2,3]'],
    ["$.a.list[?(@.at == '2024-03-15T10:20:30Z')].id", '[3]'],
    ['$.a.list[?(@.n =~ /^[XY]/i)].id', '[1,2]'],
    ['$.nums[?(@ > 25)]', '[30,40,50]'],
    ['$..[?(@.k)]', '[{"k":"q"}]'],
    ["$..['sub'].k", '["q"]'],
    ["$..['a'].id", '[1,2,3]'],
    ['', `[${parseJson(host, store).toJsonText()}]`],
    ['$', `[${parseJson(host, store).toJsonText()}]`],
  ])('%s', (path, expected) => {
    expect(found(path)).toBe(expected);
  });

  test.each([
    ['a[', 'Path ended with open indexer.'],
    ['a[0', 'Path ended with open indexer.'],
    ['a[]', 'Array index expected.'],
    ['a[x]', 'Unexpected character while parsing path indexer: x'],
    ['a[(@.length-1)]', 'Unexpected character while parsing path indexer: ('],
    ['a[0]b', 'Unexpected character following indexer: b'],
    ['a.', 'Unexpected end while parsing path.'],
    ['a b', 'Unexpected character while parsing path:  '],
    ['a[?(@.b', 'Path ended with open query.'],
    ['a[?(@.b = 1)]', 'Could not read query operator.'],
    ['a[?(b)]', 'Unexpected character while parsing path query: b'],
    ["['a", 'Path ended with an open string.'],
    ["['a\\q']", 'Unknown escape character: \\q'],
    ['a[?(@.b =~ /x)]', 'Path ended with an open regex.'],
    ['nums[1:2:0]', 'Step cannot be zero.'],
  ])('%s is refused', (path, message) => {
    expect(() => found(path)).toThrow(message);
  });

  test('a broken path is refused before anybody enumerates', () => {
    expect(() => selectTokens(host, parseJson(host, '1'), 'a[', false)).toThrow('open indexer');
  });

  test('work is counted', () => {
    const wide = `[${Array.from({ length: 300 }, () => '{"a":[1,2,3]}').join(',')}]`;
    const small = stillHost({ steps: 20_000 });
    const token = parseJson(host, wide);
    expect(() => [...selectTokens(small, token, '$..[?($..zz)]', false)]).toThrow(BudgetExceeded);
  });
});

describe('SelectToken', () => {
  const token = parseJson(host, store);

  test('gives one token, or null', () => {
    expect([selectToken(host, token, 'nums[1]', false)?.toString(), selectToken(host, token, 'zz', false)]).toEqual(['20', null]);
  });

  test.each([
    ['nums[*]', false, 'Path returned multiple tokens.'],
    ['nums[-1]', false, 'Index was out of range.'],
    ['zz', true, "Property 'zz' does not exist on JObject."],
    ['nums.zz', true, "Property 'zz' not valid on JArray."],
    ['nums[9]', true, 'Index 9 outside the bounds of JArray.'],
    ['a[0]', true, 'Index 0 not valid on JObject.'],
    ['a[*]', true, 'Index * not valid on JObject.'],
    ['nums[4:2]', true, 'Array slice of 4 to 2 returned no results.'],
  ])('%s (%s)', (path, strict, message) => {
    expect(() => selectToken(host, token, path, strict)).toThrow(message);
  });
});

test('a path of many steps or queries takes no more stack than there is', () => {
  const token = parseJson(host, '{}');
  for (const path of ['.a'.repeat(10_000), `${'[?(@.a'.repeat(10_000)}`])
    expect(() => selectToken(stillHost(), token, `$${path}`, false)).toThrow(BudgetExceeded);
});
