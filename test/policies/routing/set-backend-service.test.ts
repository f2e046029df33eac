import { expect, it } from 'vitest';
import { openBackends } from '../../../src/gateway/services/backends.ts';
import { bareServices } from '../../../src/gateway/services/bare-services.ts';
import { found, ran } from '../support/run.ts';

const services = {
  ...bareServices({ now: () => 0, elapsed: () => 0 }),
  backends: openBackends({
    eu: { kind: 'address', url: 'https://eu.crm.example/v2' },
    us: { kind: 'address', url: 'https://us.crm.example' },
    pool: { kind: 'pool', members: ['eu', 'us'] },
  }),
};

it.each([
  ['an id', 'backend-id="eu"', 'https://eu.crm.example/v2?x=1'],
  ['a pool', 'backend-id="pool"', 'https://us.crm.example/?x=1'],
  ['an expression', 'backend-id="@("e" + "u")"', 'https://eu.crm.example/v2?x=1'],
  ['an address', 'base-url="https://us.crm.example/v3"', 'https://us.crm.example/v3?x=1'],
])('%s becomes the base of the request', async (what, attribute, url) => {
  // The first turn of the pool is taken already.
  if (what === 'a pool') services.backends('pool');
  const { x, outcome } = await ran(`<set-backend-service ${attribute} />`, { url: 'https://crm.example/graphql?x=1', services });
  expect([outcome.kind, x.context.request.url.toString()]).toEqual(['completed', url]);
});

it.each([
  ['backend-id="asia"', 'there is no backend `asia` in the configuration'],
  ['base-url="@("nothing")"', 'the computed base-url is no absolute http or https URL'],
])('<set-backend-service %s> fails', async (attribute, error) => {
  expect((await ran(`<set-backend-service ${attribute} />`, { services })).error).toBe(error);
});

it('takes one of the two', async () => {
  expect(await found('<set-backend-service />')).toEqual(['set-backend-service/target set-backend-service']);
  expect(await found('<set-backend-service backend-id="eu" base-url="https://x.example" />')).toEqual([
    'set-backend-service/target set-backend-service',
  ]);
});
