import { describe, expect, it } from 'vitest';
import { Scope } from '../../../src/cli/import/arm/scope.ts';
import { readJson } from '../../../src/cli/import/json-with-comments.ts';
import { Composed, mapOf, shown, type Text, Unknown, type Value } from '../../../src/cli/import/value.ts';

const template = readJson(`{
  "parameters": {
    "name": { "type": "string", "defaultValue": "contoso" },
    "host": { "type": "string" },
    "key": { "type": "securestring", "defaultValue": "in plain sight" },
    "regions": { "type": "array", "defaultValue": ["eu", "us"] },
    "sku": { "type": "object", "defaultValue": { "Tier": "Basic", "capacity": 2 } }
  },
  "variables": { "full": "[format('{0}-{1}', parameters('name'), 'api')]", "loop": "[variables('loop')]" },
}`);

function evaluate(text: string): { readonly value: Value; readonly faults: readonly string[] } {
  const faults: string[] = [];
  const scope = new Scope({
    template: template as never,
    given: new Map<string, Value>([['given', 'from outside']]),
    surroundings: new Map([['subscription.subscriptionid', 'sub-1']]),
    outputs: () => undefined,
    report: (fault) => faults.push(fault),
  });
  return { value: scope.value(text), faults };
}

/** Unknown parts in brackets. */
const brief = (value: Value): unknown => (value instanceof Unknown || value instanceof Composed ? shown(value as Text) : value);

const known: readonly (readonly [string, unknown])[] = [
  ['plain', 'plain'],
  ['[[not an expression]', '[not an expression]'],
  ["[parameters('name')]", 'contoso'],
  ["[PARAMETERS('NAME')]", 'contoso'],
  ["[parameters('given')]", 'from outside'],
  ["[variables('full')]", 'contoso-api'],
  ["[concat('a', 'b', 1, true())]", 'ab1True'],
  ["[concat(parameters('regions'), createArray('asia'))]", ['eu', 'us', 'asia']],
  ["[format('{{{0}}} {1}', 'x', 2)]", '{x} 2'],
  ["[replace('a-b-a', 'a', 'c')]", 'c-b-c'],
  ["[toUpper(substring('contoso', 0, 3))]", 'CON'],
  ["[parameters('sku').tier]", 'Basic'],
  ["[parameters('sku')['capacity']]", 2],
  ["[parameters('regions')[1]]", 'us'],
  ["[if(equals(parameters('name'), 'CONTOSO'), 'yes', 'no')]", 'yes'],
  ["[if(and(not(empty(parameters('regions'))), contains(parameters('regions'), 'us')), 1, 2)]", 1],
  ["[coalesce(null(), 'b')]", 'b'],
  ["[join(createArray('a', 'b'), ',')]", 'a,b'],
  ["[last(split('a/b/c', '/'))]", 'c'],
  ["[length(parameters('regions'))]", 2],
  ['[json(\'{"a": [1]}\').a[0]]', 1],
  ["[base64ToString(base64('abc'))]", 'abc'],
  ["['it''s']", "it's"],
  ['[subscription().subscriptionId]', 'sub-1'],
  [
    "[resourceId('Microsoft.ApiManagement/service/apis', 'contoso', 'shop')]",
    '/providers/Microsoft.ApiManagement/service/contoso/apis/shop',
  ],
  ["[resourceId('group', 'Microsoft.ApiManagement/service', 'contoso')]", '/providers/Microsoft.ApiManagement/service/contoso'],
  // What is not known stays what it is, with what stands around it.
  ["[parameters('host')]", "[parameters('host')]"],
  ["[format('https://{0}/v1', parameters('host'))]", "https://[parameters('host')]/v1"],
  ["[replace('a __H__ b', '__H__', parameters('host'))]", "a [parameters('host')] b"],
  ["[toLower(parameters('host'))]", "[toLower(parameters('host'))]"],
  ['[subscription().tenantId]', '[subscription().tenantId]'],
  ["[if(equals(parameters('host'), 'a'), 1, 2)]", "[if(equals(parameters('host'), 'a'), 1, 2)]"],
  // No secret is carried on, not even one that stands in the template.
  ["[parameters('key')]", "[parameters('key')]"],
  ["[guid('a')]", "[guid('a')]"],
];

describe('template expressions', () => {
  it.each(known)('%s', (text, expected) => {
    const { value, faults } = evaluate(text);
    expect(faults).toEqual([]);
    expect(brief(value)).toEqual(expected);
  });

  it.each([
    ["[variables('loop')]", 'refers to itself'],
    ["[variables('nowhere')]", 'there is no variable'],
    ['[copyIndex()]', 'outside of a loop'],
    ["[concat('a'", 'plain'],
    ["[concat('a' 'b')]", 'missing'],
    ["[format('{1}', 'a')]", 'no value'],
    [`[${'concat('.repeat(300)}'a'${')'.repeat(300)}]`, 'nested too deeply'],
  ])('%s is told, and never throws', (text, reason) => {
    const { value, faults } = evaluate(text);
    if (reason === 'plain') expect(value).toBe(text);
    else {
      expect(value).toBeInstanceOf(Unknown);
      expect(faults.join()).toContain(reason);
    }
  });

  it('says what could be set, and what is a secret', () => {
    const { value } = evaluate("[concat(toLower(parameters('host')), parameters('key'), listKeys('x', '1').value)]");
    const parts = (value as Composed).parts as readonly Unknown[];
    expect(parts.map(({ asks, secure }) => [asks, secure])).toEqual([
      [['host'], false],
      [['key'], true],
      [[], true],
    ]);
  });

  it('names with a meaning for objects are names like others', () => {
    const json = readJson('{"__proto__": {"polluted": 1}, "constructor": 2}');
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    expect(Object.keys(json as object)).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(mapOf([['a', 1]]))).toBeNull();
  });
});

describe('JSON as people write it', () => {
  it.each([
    ['\uFEFF{"a": 1}', { a: 1 }],
    ['{ // no\n "a": "// yes", /* no\n */ "b": [1, 2, ], }', { a: '// yes', b: [1, 2] }],
    ['{"a": "one\ntwo\r\nthree"}', { a: 'one\ntwo\nthree' }],
    ['{"a": "\\"/* kept */\\\\"}', { a: '"/* kept */\\' }],
    ['{"a": [1, // last\n]}', { a: [1] }],
  ])('%j', (text, value) => {
    expect(readJson(text)).toEqual(value);
  });

  it('refuses what is none', () => {
    expect(() => readJson('{"a": }')).toThrow();
  });
});
