import { describe, expect, it } from 'vitest';
import type { Given } from '../../support/exchange.ts';
import { failureOf, findings, type Ran, run } from '../support/running.ts';

const policy = '<jsonp callback-parameter-name="cb" />';
const json = { status: 200, headers: { 'Content-Type': 'application/json' }, body: '{"a":1}' };
const get = (query: string, given: Given = {}): Given => ({
  method: 'GET',
  url: `https://api.example/x${query}`,
  response: json,
  ...given,
});
const body = ({ x }: Ran): string | undefined => {
  const content = x.context.response?.body?.content;
  return content?.kind === 'text' ? content.text : undefined;
};

describe('jsonp', () => {
  it.each([
    ['?cb=show', 'show'],
    ['?cb=$_1', '$_1'],
    ['?CB=app.views.show', 'app.views.show'],
  ])('wraps for %s', async (query, name) => {
    const ran = await run(policy, get(query), 'outbound');
    expect(body(ran)).toBe(`/**/${name}({"a":1});`);
    expect(ran.x.context.response?.headers.get('content-type')).toEqual(['application/javascript; charset=utf-8']);
    expect(ran.x.context.response?.headers.get('x-content-type-options')).toEqual(['nosniff']);
  });

  it('takes the name of the parameter from an expression', async () => {
    expect(
      body(await run('<jsonp callback-parameter-name="@(&quot;call&quot; + &quot;back&quot;)" />', get('?callback=f'), 'outbound')),
    ).toBe('/**/f({"a":1});');
  });

  it('keeps line separators out of the script', async () => {
    const response = { ...json, body: '"\u2028\u2029"' };
    expect(body(await run(policy, get('?cb=f', { response }), 'outbound'))).toBe('/**/f("\\u2028\\u2029");');
  });

  it.each([
    ['no parameter', get('')],
    ['another method', get('?cb=f', { method: 'POST' })],
    ['another type', get('?cb=f', { response: { ...json, headers: { 'Content-Type': 'text/html' } } })],
    ['no type', get('?cb=f', { response: { status: 200, body: '{"a":1}' } })],
    ['no JSON in it', get('?cb=f', { response: { ...json, body: 'alert(1)' } })],
  ])('leaves alone: %s', async (_what, given) => {
    const ran = await run(policy, given, 'outbound');
    expect(ran.outcome.kind).toBe('completed');
    expect(body(ran)).toBe(given.response?.body);
  });

  it.each(['', 'a-b', '1a', 'a.', '.a', 'a..b', 'a b', 'a(b', 'a;b', '<script>', 'é', `a${'b'.repeat(128)}`])(
    'refuses the name %j',
    async (name) => {
      const ran = await run(policy, get(`?cb=${encodeURIComponent(name)}`), 'outbound');
      const message = 'Value of callback parameter cb is not a valid JavaScript identifier.';
      expect(failureOf(ran)).toEqual({
        outcome: 'failed',
        source: 'jsonp',
        reason: 'CallbackParameterInvalid',
        message,
        status: 400,
        told: message,
      });
    },
  );

  it('refuses two names', async () => {
    expect((await run(policy, get('?cb=a&cb=b'), 'outbound')).outcome.kind).toBe('failed');
  });

  it.each([
    ['<jsonp />', 'outbound', ['error attribute/missing "jsonp"']],
    [policy, 'inbound', ['error policy/section "jsonp"']],
    [policy + policy, 'outbound', ['error policy/repeated "jsonp"']],
  ] as const)('finds what is wrong in %s', async (xml, section, expected) => {
    expect(await findings(xml, section)).toEqual(expected);
  });
});
