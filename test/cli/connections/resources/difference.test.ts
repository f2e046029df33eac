import { describe, expect, test } from 'vitest';
import { difference } from '../../../../src/cli/connections/resources/difference.ts';
import { planOf } from '../../../../src/cli/connections/resources/plan.ts';
import { planText } from '../../../../src/cli/connections/resources/show-plan.ts';
import type { ResourceOrigin, SeenConnectionResource, SeenProviderResource } from '../../../../src/cli/connections/resources/world.ts';
import type { ProviderSettings } from '../../../../src/credentials/settings.ts';
import { codeProvider, connectionSettings } from '../../../credentials/support/settings.ts';

const identity = { objectId: 'gateway', tenantId: 'tenant' };

const connection = (id: string, origin: ResourceOrigin, policies: readonly string[] = []): SeenConnectionResource => ({
  id,
  origin,
  tag: '7',
  policies: policies.map((name) => ({ name, facts: identity, tag: '8' })),
  shown: {},
  secrets: 'hidden',
});

/** The provider as it is, with these connections. */
const there = (
  { id, identityProvider, grantType }: ProviderSettings,
  connections: readonly SeenConnectionResource[],
  over: Partial<SeenProviderResource> = {},
): SeenProviderResource => ({
  id,
  displayName: id,
  identityProvider,
  grantType,
  origin: 'stored',
  tag: '6',
  connections,
  shown: {},
  secrets: 'hidden',
  ...over,
});

const wanted = codeProvider('https://login.example');
const [org] = wanted.connections;

describe('what --prune would remove', () => {
  test.each<[ResourceOrigin, readonly string[]]>([
    ['stored', ['connection files/extra']],
    ['declared', []],
    // Somebody connected an account of his own: no file can know of it.
    ['user', []],
  ])('of a connection that is %s', (origin, removed) => {
    const world = { identity, providers: [there(wanted, [connection(org?.id ?? '', 'stored'), connection('extra', origin, ['own'])])] };
    const { changes } = planOf(difference([wanted], world), true);
    const removals = changes.filter(({ kind }) => kind === 'remove');
    expect(removals.map(({ subject }) => `${subject.kind} ${Object.values(subject).slice(1).join('/')}`)).toEqual(removed);
  });

  test.each<[ResourceOrigin, number]>([
    ['stored', 1],
    ['declared', 0],
  ])('of a provider that is %s', (origin, count) => {
    const world = { identity, providers: [there(wanted, [], { id: 'other', origin })] };
    expect(difference([], world).extra).toHaveLength(count);
  });
});

describe('an access policy', () => {
  const needs = {
    ...wanted,
    connections: [connectionSettings({ accessPolicies: [{ kind: 'gateway', name: 'gateway' }] })],
  };
  test.each<[ResourceOrigin, number, number]>([
    ['stored', 1, 0],
    ['declared', 0, 1],
  ])('of a connection that is %s is made, or told to be the configuration’s', (origin, made, blocked) => {
    const world = { identity, providers: [there(needs, [connection(needs.connections[0]?.id ?? '', origin)])] };
    const found = difference([needs], world);
    expect(found.changes.filter(({ subject }) => subject.kind === 'access policy')).toHaveLength(made);
    expect(found.blocked.filter(({ subject }) => subject.kind === 'access policy')).toHaveLength(blocked);
  });
});

test('a plan shows nothing to the terminal that would steer it, neither of the file nor of the place', () => {
  const evil = '\u001b[2Kall is well';
  const changed = { ...wanted, displayName: `${evil} wanted` };
  const world = { identity, providers: [there(wanted, [], { displayName: `${evil} there` }), there(wanted, [], { id: `${evil} extra` })] };
  for (const text of [
    planText(planOf(difference([changed], world), false), 'x', false),
    planText(planOf(difference([changed], { identity, providers: [] }), false), 'x', false),
  ]) {
    expect(text).toContain('all is well wanted');
    expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  }
});
