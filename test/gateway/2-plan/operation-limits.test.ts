import { type FragmentDefinitionNode, Kind, type OperationDefinitionNode, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { measureOperation, type OperationMeasures } from '../../../src/gateway/2-plan/measure-operation.ts';
import { operationCost } from '../../../src/gateway/2-plan/operation-cost.ts';

function read(text: string) {
  const document = parse(text);
  const fragments = document.definitions.filter((each): each is FragmentDefinitionNode => each.kind === Kind.FRAGMENT_DEFINITION);
  const operation = document.definitions.find((each): each is OperationDefinitionNode => each.kind === Kind.OPERATION_DEFINITION);
  if (operation === undefined) throw new Error('no operation');
  return { document, operation, fragments: new Map(fragments.map((each) => [each.name.value, each])) };
}

/** 40 fragments, each of which spreads the next one twice: 2^40 fields in some two kilobytes. */
const doubling = `{ ...F0 } ${Array.from({ length: 40 }, (_, i) => `fragment F${i} on Query { ${i < 39 ? `...F${i + 1} ...F${i + 1}` : 'x: a @include(if: true)'} }`).join(' ')}`;

describe('what an operation measures', () => {
  const rows: readonly (readonly [text: string, expected: OperationMeasures])[] = [
    ['{ a }', { depth: 1, aliases: 0, rootFields: 1, directives: 0 }],
    ['{ a { b { c } } d }', { depth: 3, aliases: 0, rootFields: 2, directives: 0 }],
    ['{ x: a { y: b } }', { depth: 2, aliases: 2, rootFields: 1, directives: 0 }],
    ['query @live { a @skip(if: true) { b } }', { depth: 2, aliases: 0, rootFields: 1, directives: 2 }],
    ['{ ... on Query { a ... { b } } }', { depth: 1, aliases: 0, rootFields: 2, directives: 0 }],
    ['{ ...F ...F } fragment F on Query { x: a { b } }', { depth: 2, aliases: 2, rootFields: 2, directives: 0 }],
    [
      '{ ... @include(if: true) { a } ...F @skip(if: true) } fragment F on Query { a }',
      { depth: 1, aliases: 0, rootFields: 2, directives: 2 },
    ],
    ['{ a { ...F } } fragment F on T { b { ...G } } fragment G on T { c }', { depth: 3, aliases: 0, rootFields: 1, directives: 0 }],
    ['{ ...Nowhere }', { depth: 0, aliases: 0, rootFields: 0, directives: 0 }],
    ['{ a { ...F } } fragment F on T { b { ...F } }', { depth: 2, aliases: 0, rootFields: 1, directives: 0 }],
    [doubling, { depth: 1, aliases: 2 ** 39, rootFields: 2 ** 39, directives: 2 ** 39 }],
  ];
  it.each(rows)('of %s', (text, expected) => {
    const { operation, fragments } = read(text);
    expect(measureOperation(operation, fragments)).toEqual(expected);
  });
});

describe('what an operation costs', () => {
  const rows: readonly (readonly [text: string, variables: Readonly<Record<string, unknown>>, cost: number])[] = [
    ['{ a }', {}, 1],
    ['{ a { b c } }', {}, 3],
    ['{ a(first: 10) { b c } }', {}, 21],
    ['{ a(first: 10) }', {}, 1],
    ['{ a(first: 10) { b(limit: 5) { c } } }', {}, 1 + 10 * 6],
    ['query($n: Int) { a(last: $n) { b } }', { n: 7 }, 8],
    ['query($n: Int = 9) { a(last: $n) { b } }', {}, 10],
    ['query($n: Int = 9) { a(last: $n) { b } }', { n: 2 }, 3],
    ['query($n: Int) { a(last: $n) { b } }', { n: 'many' }, 2],
    ['query($n: Int) { a(last: $n) { b } }', { n: -5 }, 2],
    ['query($toString: Int) { a(last: $toString) { b } }', {}, 2],
    ['{ a(first: 0) { b } }', {}, 2],
    ['{ a(name: 10) { b } }', {}, 2],
    ['{ a(first: 10) { ...F ... on T { c } } } fragment F on T { b }', {}, 21],
    [doubling, {}, 2 ** 39],
  ];
  it.each(rows)('%s with %j', (text, variables, cost) => {
    const { document, operation } = read(text);
    expect(operationCost(document, operation, variables)).toBe(cost);
  });
});
