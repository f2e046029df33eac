import { describe, expect, it } from 'vitest';
import { runHandler } from '../../../src/runtime/pipeline.ts';
import { recordedExchange } from '../../support/exchange.ts';
import { failureOf, findings, handlerOf, run } from '../support/running.ts';

const rule = (attributes: string, values: readonly string[] = []): string =>
  `<check-header ${attributes}>${values.map((value) => `<value>${value}</value>`).join('')}</check-header>`;
const strict = 'name="X-Key" failed-check-httpcode="401" failed-check-error-message="Not authorized" ignore-case="false"';

describe('check-header', () => {
  it.each([
    ['any value, where none is asked for', rule(strict), { 'X-Key': 'anything' }],
    ['an empty value, where none is asked for', rule(strict), { 'X-Key': '' }],
    ['one of several values', rule(strict, ['red', 'blue']), { 'X-Key': 'blue' }],
    ['a name in another case', rule(strict, ['blue']), { 'x-key': 'blue' }],
    ['a value in another case with ignore-case', rule(strict.replace('"false"', '"true"'), ['BLUE']), { 'X-Key': 'blue' }],
    ['a value that an expression gives', rule(strict, ['@("bl" + "ue")']), { 'X-Key': 'blue' }],
    ['without the optional attributes', rule('name="X-Key" failed-check-httpcode="403"', ['blue']), { 'X-Key': 'blue' }],
    [
      'a name that an expression gives',
      rule(strict.replace('"X-Key"', '"@(&quot;X-&quot; + &quot;Key&quot;)"'), ['blue']),
      { 'X-Key': 'blue' },
    ],
  ])('lets pass: %s', async (_what, xml, headers) => {
    const { outcome, forwarded } = await run(xml, { headers });
    expect(outcome.kind).toBe('completed');
    expect(forwarded()).toBe(1);
  });

  it.each([
    ['no header', strict, [], {}, 'HeaderNotFound', 'Header X-Key was not found in the request. Access denied.'],
    [
      'no header, values',
      strict,
      ['blue'],
      { 'X-Other': 'blue' },
      'HeaderNotFound',
      'Header X-Key was not found in the request. Access denied.',
    ],
    ['another value', strict, ['blue'], { 'X-Key': 'hush' }, 'HeaderValueNotAllowed', 'Header X-Key value is not allowed. Access denied.'],
    ['another case', strict, ['blue'], { 'X-Key': 'Blue' }, 'HeaderValueNotAllowed', 'Header X-Key value is not allowed. Access denied.'],
    [
      'a list that holds the value',
      strict,
      ['blue'],
      { 'X-Key': 'red, blue' },
      'HeaderValueNotAllowed',
      'Header X-Key value is not allowed. Access denied.',
    ],
  ] as const)('refuses: %s', async (_what, attributes, values, headers, reason, message) => {
    const ran = await run(rule(attributes, values), { headers });
    expect(failureOf(ran)).toEqual({ outcome: 'failed', source: 'check-header', reason, message, status: 401, told: 'Not authorized' });
    expect(ran.forwarded()).toBe(0);
  });

  it('refuses when only one of several values is allowed', async () => {
    const { x } = recordedExchange({ headers: { 'X-Key': 'blue' } });
    x.context.request.headers.append('X-Key', ['blue', 'red']);
    expect((await runHandler(await handlerOf(rule(strict, ['blue'])), x)).kind).toBe('failed');
  });

  it('tells what was wrong where no message is given, and shows a chosen one at any status', async () => {
    const bare = await run(rule('name="X-Key" failed-check-httpcode="403"'));
    expect(failureOf(bare)).toMatchObject({ status: 403, told: 'Header X-Key was not found in the request. Access denied.' });
    const internal = await run(rule(strict.replace('401', '503')));
    expect(failureOf(internal)).toMatchObject({ status: 503, told: 'Not authorized' });
  });

  it('never shows what was in the header', async () => {
    const ran = await run(rule('name="Authorization" failed-check-httpcode="401"', ['Basic b']), {
      headers: { Authorization: 'Basic hush-hush' },
    });
    expect(JSON.stringify([failureOf(ran), ran.traces, ran.x.context.lastError])).not.toContain('hush-hush');
  });

  it.each([
    ['<check-header failed-check-httpcode="401" />', ['error attribute/missing "check-header"']],
    ['<check-header name="X" />', ['error attribute/missing "check-header"']],
    ['<check-header name="X" failed-check-httpcode="none" />', ['error value/type "none"']],
    ['<check-header name="X" failed-check-httpcode="99" />', ['error value/type "99"']],
    ['<check-header name="X" failed-check-httpcode="401" ignore-case="yes" />', ['error value/type "yes"']],
    ['<check-header name="X Y" failed-check-httpcode="401" />', ['warning check-header/name "X Y"']],
    ['<check-header name="X" failed-check-httpcode="401" valeu="a" />', ['error attribute/unknown "valeu"']],
    ['<check-header name="X" failed-check-httpcode="401"><values>a</values></check-header>', ['error element/unknown "values"']],
  ])('finds what is wrong in %s', async (xml, expected) => {
    expect(await findings(xml)).toEqual(expected);
  });

  it('belongs to inbound', async () => {
    expect(await findings('<check-header name="X" failed-check-httpcode="401" />', 'outbound')).toEqual([
      'error policy/section "check-header"',
    ]);
  });
});
