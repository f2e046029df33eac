import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { laterCalls } from '../../../src/gateway/2-plan/later-calls.ts';
import { readOverlay } from '../../../src/gateway/2-plan/overlay/read-overlay.ts';
import { resolvedFields } from '../../../src/gateway/2-plan/rest/resolved-fields.ts';
import type { SubgraphDefinition, SubgraphKind } from '../../../src/gateway/3-fetch/subgraph.ts';

const sdl = `
  type Query { order(nr: ID!): Order @lookup orders: [Order] lines: [Line] account(id: ID!): Account @lookup accountOf(mail: String!): Account @lookup }
  type Mutation { pay(nr: ID!): Order }
  interface Line { text: String price: Price }
  type Price { cents: Int }
  type Article implements Line { text: String price: Price }
  type Order @key(fields: "nr") { nr: ID! state: State parent: Order lines: [Line] }
  type State { text: String }
  type Person @key(fields: "id") { id: ID! orders: [Order] }
  type Account @key(fields: "id") @key(fields: "mail") { id: ID! mail: String! owner: String }
`;

function overlayOf(text: string) {
  const { overlay, faults } = readOverlay(parse(text), 'any-field');
  expect(faults.map(({ message }) => message)).toEqual([]);
  if (overlay === undefined) throw new Error('the schema is no overlay');
  return overlay;
}

describe('the fields of a call to a rest subgraph', () => {
  it.each<[operation: string, first: readonly (readonly string[])[], later: readonly (readonly string[])[]]>([
    ['{ orders { nr } }', [['Query.orders']], [['Order.nr']]],
    ['{ orders { state { text } } }', [['Query.orders']], [['Order.state'], ['State.text']]],
    ['mutation { pay(nr: 1) { state { text } } }', [['Mutation.pay']], [['Order.state'], ['State.text']]],
    ['{ orders { ...f } } fragment f on Order { state { text } }', [['Query.orders']], [['Order.state'], ['State.text']]],
    ['query($s: Boolean!) { orders { nr state @skip(if: $s) { text } } }', [['Query.orders']], [['Order.nr']]],
    ['query($s: Boolean!) { orders { nr ... on Order @include(if: $s) { state { text } } } }', [['Query.orders']], [['Order.nr']]],
    // Which type an object is of, is known when it is there.
    ['{ lines { text price { cents } } }', [['Query.lines']], [['Price.cents']]],
    [
      'query($r: [_Any!]!) { _entities(representations: $r) { ... on Order { state { text } } } }',
      [['Order.__resolveReference', 'Query.order']],
      [['Order.state'], ['State.text']],
    ],
    [
      'query($r: [_Any!]!) { _entities(representations: $r) { __typename ... on Person { orders { nr } } } }',
      [['Person.__resolveReference']],
      [['Person.orders'], ['Order.nr']],
    ],
    // By which of two keys it is looked up depends on what is known of it.
    [
      'query($r: [_Any!]!) { _entities(representations: $r) { ... on Account { owner } } }',
      [['Account.__resolveReference']],
      [['Account.owner']],
    ],
  ])('%s', (operation, first, later) => {
    expect(resolvedFields(overlayOf(sdl))(operation)).toEqual({ first, later });
  });
});

type Node = NonNullable<Parameters<ReturnType<typeof laterCalls>>[0]['node']>;

const fetch = (serviceName: string, operation = '{ orders { nr } }'): Node =>
  ({ kind: 'Fetch', serviceName, operation }) as unknown as Node;
const sequence = (...nodes: readonly Node[]): Node => ({ kind: 'Sequence', nodes }) as unknown as Node;
const parallel = (...nodes: readonly Node[]): Node => ({ kind: 'Parallel', nodes }) as unknown as Node;
const flatten = (node: Node): Node => ({ kind: 'Flatten', path: [], node }) as unknown as Node;
const condition = (ifClause: Node, elseClause?: Node): Node =>
  ({ kind: 'Condition', condition: 'c', ifClause, elseClause }) as unknown as Node;

describe('the calls of a plan that wait for others', () => {
  const definition = (name: string, kind: SubgraphKind): SubgraphDefinition => ({
    name,
    kind,
    url: 'https://a.example',
    forwardHeaders: { kind: 'named', names: [] },
    timeoutMs: 1,
  });
  const subgraphs = [definition('a', 'federation'), definition('b', 'graphql'), definition('c', 'federation'), definition('shop', 'rest')];
  const overlays = new Map([['shop', overlayOf(sdl)]]);

  it.each<[what: string, node: Node | undefined, later: readonly unknown[]]>([
    ['none of nothing', undefined, []],
    ['none of one', fetch('a'), []],
    ['none of those side by side', parallel(fetch('a'), fetch('b')), []],
    ['all but the first of a sequence', sequence(fetch('a'), flatten(fetch('b')), parallel(fetch('c'))), ['b', 'c']],
    ['each once', sequence(fetch('a'), fetch('b'), fetch('b')), ['b']],
    ['none that is called at once, too', sequence(parallel(fetch('a'), fetch('b')), fetch('b')), []],
    ['those of sequences side by side', parallel(sequence(fetch('a'), fetch('b')), sequence(fetch('c'), fetch('a'))), ['b']],
    ['on a condition, whichever way it goes', sequence(fetch('a'), condition(fetch('b'), fetch('c'))), ['b', 'c']],
    ['the fields of objects of a rest subgraph', fetch('shop'), [{ shop: ['Order.nr'] }]],
    ['all fields of one that waits', sequence(fetch('a'), fetch('shop')), [{ shop: ['Query.orders', 'Order.nr'] }]],
    [
      'fields of several calls together',
      sequence(fetch('shop'), fetch('shop', '{ orders { state { text } } }')),
      [{ shop: ['Order.nr', 'Query.orders', 'Order.state', 'State.text'] }],
    ],
  ])('%s', (_what, node, later) => {
    const found = laterCalls({ subgraphs, overlays })({ kind: 'QueryPlan', ...(node === undefined ? {} : { node }) } as never);
    expect(found.map(({ subgraph, fields }) => (fields === undefined ? subgraph : { [subgraph]: fields.flat() }))).toEqual(later);
  });
});
