import { describe, expect, it } from 'vitest';
import { failureOf, findings, run } from '../support/running.ts';

const allow = (...inside: readonly string[]): string => `<ip-filter action="allow">${inside.join('')}</ip-filter>`;
const one = (address: string): string => `<address>${address}</address>`;
const range = (from: string, to: string): string => `<address-range from="${from}" to="${to}" />`;

/** Addresses and ranges, and whether a caller is among them. */
const memberships = [
  [one('203.0.113.7'), '203.0.113.7', true],
  [one('203.0.113.7'), '203.0.113.8', false],
  [one(' 203.0.113.7 '), '203.0.113.7', true],
  [one('@("203.0.113." + 7)'), '203.0.113.7', true],
  [range('203.0.113.0', '203.0.113.255'), '203.0.113.0', true],
  [range('203.0.113.0', '203.0.113.255'), '203.0.113.255', true],
  [range('203.0.113.0', '203.0.113.255'), '203.0.114.0', false],
  [range('203.0.112.255', '203.0.113.1'), '203.0.113.0', true],
  [range('9.0.0.0', '10.0.0.0'), '9.255.255.255', true],
  [range('@("9.0.0.0")', '10.0.0.0'), '10.0.0.1', false],
  [one('2001:db8::7'), '2001:0db8:0:0:0:0:0:7', true],
  [range('2001:db8::', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff'), '2001:db8:1::1', true],
  [range('2001:db8::', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff'), '2001:db9::', false],
  [one('::ffff:203.0.113.7'), '203.0.113.7', true],
  [one('203.0.113.7'), '::ffff:203.0.113.7', true],
  [range('0.0.0.0', '255.255.255.255'), '2001:db8::7', false],
  [range('::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'), '203.0.113.7', false],
] as const;

describe('ip-filter', () => {
  it.each(memberships)('%s and %s: %s', async (inside, ipAddress, isMember) => {
    const allowing = await run(allow(inside), { ipAddress });
    expect(allowing.outcome.kind).toBe(isMember ? 'completed' : 'failed');
    const forbidding = await run(allow(inside).replace('allow', 'forbid'), { ipAddress });
    expect(forbidding.outcome.kind).toBe(isMember ? 'failed' : 'completed');
  });

  it('takes any of several', async () => {
    const filter = allow(one('198.51.100.1'), range('198.51.100.5', '198.51.100.9'), one('203.0.113.7'));
    for (const [ipAddress, kind] of [
      ['203.0.113.7', 'completed'],
      ['198.51.100.6', 'completed'],
      ['198.51.100.2', 'failed'],
    ] as const)
      expect((await run(filter, { ipAddress })).outcome.kind).toBe(kind);
  });

  it.each([
    [allow(one('198.51.100.1')), '203.0.113.7', 'CallerIpNotAllowed', 'Caller IP address 203.0.113.7 is not allowed. Access denied.'],
    [
      '<ip-filter action="forbid"><address>203.0.113.7</address></ip-filter>',
      '203.0.113.7',
      'CallerIpBlocked',
      'Caller IP address is blocked. Access denied.',
    ],
    [allow(one('198.51.100.1')), 'unknown', 'FailedToParseCallerIP', 'Failed to establish IP address for the caller. Access denied.'],
    [
      '<ip-filter action="forbid"><address>198.51.100.1</address></ip-filter>',
      '',
      'FailedToParseCallerIP',
      'Failed to establish IP address for the caller. Access denied.',
    ],
  ])('%s refuses %s', async (xml, ipAddress, reason, message) => {
    const ran = await run(xml, { ipAddress });
    expect(failureOf(ran)).toEqual({ outcome: 'failed', source: 'ip-filter', reason, message, status: 403, told: message });
    expect(ran.forwarded()).toBe(0);
  });

  it('allows by default, and takes its action from an expression', async () => {
    expect((await run('<ip-filter><address>203.0.113.7</address></ip-filter>')).outcome.kind).toBe('completed');
    expect((await run(`<ip-filter action="@(&quot;forbid&quot;)">${one('203.0.113.7')}</ip-filter>`)).outcome.kind).toBe('failed');
  });

  it('fails for everyone when an address that is computed is none', async () => {
    const ran = await run(`<ip-filter action="forbid"><address>198.51.100.1</address><address>@("no address")</address></ip-filter>`);
    expect(failureOf(ran)).toMatchObject({ outcome: 'failed', reason: null, status: 500, told: 'Internal server error' });
  });

  it.each([
    ['<ip-filter action="allow" />', ['error ip-filter/empty "ip-filter"']],
    ['<ip-filter action="deny"><address>10.0.0.1</address></ip-filter>', ['error value/type "deny"']],
    [allow(one('10.0.0.0/8')), ['warning ip-filter/address "10.0.0.0/8"']],
    [allow(one('10.0.0.256')), ['warning ip-filter/address "10.0.0.256"']],
    [allow(one('010.0.0.1')), ['warning ip-filter/address "010.0.0.1"']],
    [allow(one('10.1')), ['warning ip-filter/address "10.1"']],
    [allow(one('[2001:db8::1]:443')), ['warning ip-filter/address "[2001:db8::1]:443"']],
    [allow(one('')), ['error element/text-missing "address"']],
    [allow('<address-range from="10.0.0.1" />'), ['error attribute/missing "address-range"']],
    [allow(range('10.0.0.9', '10.0.0.1')), ['warning ip-filter/range "<address-range from="10.0.0.9" to="10.0.0.1" />"']],
    [allow(range('10.0.0.9', '2001:db8::1')), ['warning ip-filter/range "<address-range from="10.0.0.9" to="2001:db8::1" />"']],
    [allow('<adress>10.0.0.1</adress>'), ['error element/unknown "adress"']],
  ])('finds what is wrong in %s', async (xml, expected) => {
    expect(await findings(xml)).toEqual(expected);
  });
});
