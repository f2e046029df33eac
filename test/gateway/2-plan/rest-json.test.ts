import { parse, print } from 'graphql';
import { describe, expect, it } from 'vitest';
import { readOverlay } from '../../../src/gateway/2-plan/overlay/read-overlay.ts';
import { JsonValues } from '../../../src/gateway/2-plan/rest/json-values.ts';
import { ObjectTypes } from '../../../src/gateway/2-plan/rest/object-types.ts';
import { subgraphSchema } from '../../../src/gateway/2-plan/subgraph-schema.ts';

const sdl = `
  type Query { hit: Hit node: Node shape: Shape owner: Owner @is(field: "id") owners: [Owner!] @is(field: "id") card: Card @is(field: "id") }
  union Hit @discriminator(field: "kind") = Card | Bank
  interface Node @discriminator(field: "@type") { id: ID }
  union Shape = Card | Bank | Person
  union Owner = Person | Bank
  type Card implements Node @source(name: "#card.v1") { id: ID digits: String! @source(name: "last-4") }
  type Bank implements Node { id: ID name: String! iban: String }
  type Person { id: ID name: String! }
`;

const { overlay, faults } = readOverlay(parse(sdl), 'any-field');
if (overlay === undefined) throw new Error('no overlay');
const schema = subgraphSchema(print(overlay.composed));
const types = new ObjectTypes(schema, overlay);
const values = new JsonValues(overlay, types);

const objects: readonly (readonly [what: string, type: string, value: unknown, name: string | undefined])[] = [
  ['its `__typename`', 'Hit', { __typename: 'Card' }, 'Card'],
  ['its `__typename` in the backend’s word', 'Hit', { __typename: '#card.v1' }, 'Card'],
  ['the discriminator', 'Hit', { kind: '#card.v1' }, 'Card'],
  ['the discriminator, which is the type’s own name', 'Hit', { kind: 'Bank' }, 'Bank'],
  ['the discriminator of an interface', 'Node', { '@type': 'Bank', name: 1 }, 'Bank'],
  ['nothing, where the discriminator means another type', 'Hit', { kind: 'Person' }, undefined],
  ['nothing, where the discriminator is missing', 'Hit', { 'last-4': 'x' }, undefined],
  ['nothing, where `__typename` means another type', 'Hit', { __typename: 'Person', kind: 'Bank' }, undefined],
  ['what must be there, by the backend’s name', 'Shape', { 'last-4': 'x' }, 'Card'],
  ['most of its members, where several would fit', 'Shape', { name: 'x', iban: 'y' }, 'Bank'],
  ['nothing, where two fit as well', 'Shape', { name: 'x' }, undefined],
  ['nothing, where nothing fits', 'Shape', { other: 1 }, undefined],
  ['nothing, where what must be there is missing', 'Shape', { id: '1', iban: 'x' }, undefined],
  ['nothing of prototypes', 'Shape', Object.create({ name: 'x', iban: 'y' }), undefined],
];

describe('the type of an object of JSON', () => {
  it.each(objects)('is told by %s', (_what, type, value, name) => {
    expect(faults).toEqual([]);
    expect(types.nameOf(value, schema.getType(type) as Parameters<ObjectTypes['nameOf']>[1])).toBe(name);
  });
});

const field = (fieldName: string) => {
  const parentType = schema.getQueryType();
  const returnType = parentType?.getFields()[fieldName]?.type;
  if (!parentType || returnType === undefined) throw new Error('no field');
  return { parentType, fieldName, returnType };
};

describe('a value of JSON', () => {
  it.each([
    ['a text in place of an object is the field that it is known by', 'card', 'c1', { __typename: 'Card', id: 'c1' }],
    ['a number, too; of a union it is of the first type', 'owner', 7, { __typename: 'Person', id: 7 }],
    ['an object stays what it is', 'owner', { id: 'x' }, { id: 'x' }],
    ['lists have both', 'owners', ['p1', { iban: 1 }, null], [{ __typename: 'Person', id: 'p1' }, { iban: 1 }, null]],
    ['what is of a type that is left out is null', 'hit', { kind: 'cash' }, null],
    ['without a word of its type it stays, and is an error', 'hit', { name: 1 }, { name: 1 }],
    ['a text where no object may be known by it stays, and is an error', 'hit', 'x', 'x'],
  ] as const)('%s', (_what, name, value, expected) => {
    expect(values.local(value, field(name))).toEqual(expected);
  });
});
