import { describe, expect, it } from 'vitest';
import { openJsonSchemas, SchemaError } from '../../../src/gateway/services/json-schemas.ts';
import type { SchemaQuestion } from '../../../src/runtime/ports/schemas.ts';

const person = { type: 'object', required: ['Name'], properties: { Name: { type: 'string' }, age: { type: 'integer', minimum: 0 } } };
const documents: Readonly<Record<string, unknown>> = {
  person,
  closed: { ...person, additionalProperties: false },
  nested: { properties: { owner: { properties: { id: { type: 'string' } } }, list: { items: { properties: { a: {} } } } } },
  tuple: { $schema: 'https://json-schema.org/draft/2020-12/schema', prefixItems: [{ type: 'string' }], items: false },
  older: { $schema: 'https://json-schema.org/draft/2019-09/schema', properties: { a: {} }, dependentRequired: { a: ['b'] } },
  openapi: {
    openapi: '3.0.3',
    components: { schemas: { address: { required: ['zip'], properties: { of: { $ref: '#/components/schemas/person' } } }, person } },
  },
  named: { $id: 'https://schemas.example/x', $defs: { a: { type: 'string' } } },
  pattern: { type: 'string', pattern: '^(a+)+$' },
  format: { type: 'string', format: 'date' },
  hostile: JSON.parse('{"properties":{"__proto__":{"type":"string"},"constructor":{"type":"string"}},"additionalProperties":false}'),
};

const schemas = openJsonSchemas(new Map(Object.entries(documents)));
const ask = (schemaId: string, body: string, more: Partial<SchemaQuestion> = {}) =>
  schemas.validate({ schemaId, reference: undefined, additionalProperties: undefined, ignoreCase: false, body, ...more });
const address = { reference: '#/components/schemas/address' };

describe('JSON Schemas', () => {
  it.each([
    ['person', '{"Name":"a","age":3,"x":1}', {}],
    ['closed', '{"Name":"a","x":1}', { additionalProperties: true }],
    ['person', '{"name":"a","AGE":3}', { ignoreCase: true }],
    ['tuple', '["a"]', {}],
    ['older', '{"a":1,"b":1}', {}],
    ['openapi', '{}', {}],
    ['openapi', '{"zip":1,"of":{"Name":"a"}}', address],
    ['named', '"a"', { reference: '#/$defs/a' }],
    ['format', '"2024-01-02"', {}],
    ['hostile', '{"constructor":"a"}', {}],
    ['hostile', '{"CONSTRUCTOR":"b"}', { ignoreCase: true }],
  ] satisfies [string, string, Partial<SchemaQuestion>][])('%s takes %s', (id, body, more) => {
    expect(ask(id, body, more)).toEqual({ kind: 'valid' });
  });

  it.each([
    ['person', '{', {}, '', 'is no JSON'],
    ['person', '{}', {}, '', 'lacks the property Name'],
    ['person', '{"Name":1}', {}, '/Name', 'is not of the type string'],
    ['person', '{"Name":"a","age":-1}', {}, '/age', 'breaks the rule minimum'],
    ['closed', '{"Name":"a","hush":1}', {}, '', 'has a property that the schema does not name'],
    ['person', '{"Name":"a","x":1}', { additionalProperties: false }, '', 'has a property that the schema does not name'],
    ['nested', '{"owner":{"x":1}}', { additionalProperties: false }, '/owner', 'has a property that the schema does not name'],
    ['nested', '{"list":[{"a":1},{"b":1}]}', { additionalProperties: false }, '/list/1', 'has a property that the schema does not name'],
    ['person', '{"name":1}', { ignoreCase: true }, '/name', 'is not of the type string'],
    ['tuple', '["a",1]', {}, '', 'breaks the rule items'],
    ['older', '{"a":1}', {}, '', 'breaks the rule dependentRequired'],
    ['openapi', '{}', address, '', 'lacks the property zip'],
    ['openapi', '{"zip":1,"of":{}}', address, '/of', 'lacks the property Name'],
    ['named', '1', { reference: '#/$defs/a' }, '', 'is not of the type string'],
    ['format', '"hush"', {}, '', 'does not have the format date'],
    ['hostile', '{"constructor":1}', {}, '/constructor', 'is not of the type string'],
    ['hostile', '{"toString":1}', {}, '', 'has a property that the schema does not name'],
    // The validator takes no schema for it, so it is refused.
    ['hostile', '{"__proto__":"a"}', {}, '', 'has a property that the schema does not name'],
  ] satisfies [string, string, Partial<SchemaQuestion>, string, string][])('%s refuses %s', (id, body, more, path, problem) => {
    const verdict = ask(id, body, more);
    expect(verdict).toEqual({ kind: 'invalid', findings: [{ path, problem }] });
    expect(JSON.stringify(verdict)).not.toContain('hush');
  });

  it('knows what it does not know', () => {
    expect(ask('nobody', '{}')).toEqual({ kind: 'unknown' });
    for (const reference of ['#/components/schemas/nobody', '#/__proto__', 'other.json#/a', '#/components/schemas/__proto__/toString'])
      expect(ask('openapi', '{}', { reference })).toEqual({ kind: 'no-definition' });
    expect(ask('openapi', '{}', { reference: '#/openapi' }).kind).toBe('unusable');
  });

  it('reads patterns in linear time', () => {
    expect(ask('pattern', '"aaa"')).toEqual({ kind: 'valid' });
    // With a matcher that backtracks this would take longer than the universe is old.
    expect(ask('pattern', JSON.stringify(`${'a'.repeat(2_000)}!`)).kind).toBe('invalid');
  });

  it.each([
    ['a pattern that needs backtracking', { pattern: '(?=a)b' }],
    ['a rule of the wrong type', { type: 'number', minimum: 'x' }],
    ['a reference to nowhere', { $ref: '#/definitions/nobody' }],
    ['no schema', [1]],
  ])('refuses %s', (_what, document) => {
    expect(() => openJsonSchemas(new Map([['x', document]]))).toThrow(SchemaError);
  });
});
