import { describe, expect, it, onTestFinished } from 'vitest';
import { PlanningTooLong, withinTime } from '../../../src/gateway/2-plan/planning-time.ts';
import { federation } from '../beside-apollo/graph.ts';
import { interfaceObjects } from '../beside-apollo/graphs/interface-objects.ts';
import { ask, openGateway } from '../support/gateway.ts';
import { openSubgraph } from '../support/subgraph.ts';

describe('computing within a time', () => {
  it('gives what was computed', () => expect(withinTime(() => [1], 1_000)).toEqual([1]));

  it('lets through what is thrown', () => {
    const thrown = new RangeError('mine');
    const failing = (): never => {
      throw thrown;
    };
    expect(() => withinTime(failing, 1_000)).toThrow(thrown);
  });

  it('ends what goes on, and leaves the next alone', () => {
    let turns = 0;
    const endless = (): void => {
      for (;;) turns++;
    };
    expect(() => withinTime(endless, 20)).toThrow(PlanningTooLong);
    expect(turns).toBeGreaterThan(0);
    expect(withinTime(() => 'next', 1_000)).toBe('next');
  });
});

it('an operation over which the planner goes in a circle is refused, and others are answered', { timeout: 60_000 }, async () => {
  const workshop = {
    name: 'workshop',
    sdl: `${federation('@key', '@interfaceObject')}
      type Query { repair: Repair }
      type Repair { vehicle: Vehicle }
      type Vehicle @key(fields: "id") @interfaceObject { id: ID! }`,
    resolvers: { Query: { repair: () => ({ vehicle: { id: '1' } }) } },
  };
  const subgraphs = await Promise.all(
    [...interfaceObjects.services, workshop].map(({ name, sdl, resolvers }) => openSubgraph(name, sdl, resolvers)),
  );
  const gateway = await openGateway(subgraphs, { limits: { planningTime: 2_000 } });
  onTestFinished(async () => void (await Promise.all([gateway.close(), ...subgraphs.map((each) => each.close())])));

  const good = '{ repair { vehicle { wheels } } }';
  const circle = '{ repair { vehicle { wheels ... on Car { tax } } } }';
  expect(await ask(gateway, good)).toMatchObject({ status: 200, data: { repair: { vehicle: { wheels: 4 } } } });
  const before = subgraphs.map(({ received }) => received.length);
  // The second time it is known, and not planned again.
  for (const _time of ['first', 'second']) {
    expect(await ask(gateway, circle)).toMatchObject({ status: 400, errors: [{ extensions: { code: 'OPERATION_TOO_EXPENSIVE' } }] });
  }
  expect(subgraphs.map(({ received }) => received.length)).toEqual(before);
  expect(gateway.log.filter(({ message }) => message.includes('could not be planned'))).toMatchObject([
    { level: 'warn', fields: { operation: 'query', ms: 2_000 } },
  ]);
  expect(await ask(gateway, good)).toMatchObject({ status: 200, data: { repair: { vehicle: { wheels: 4 } } } });
  expect(await ask(gateway, '{ repair { vehicle { id wheels } } }')).toMatchObject({
    data: { repair: { vehicle: { id: '1', wheels: 4 } } },
  });
});
