import { describe, expect, it } from 'vitest';
import { Secret } from '../../src/runtime/ports/credential-source.ts';
import { type LogLevel, pinoLog } from '../../src/telemetry/pino-log.ts';
import { redact, redactText } from '../../src/telemetry/redact.ts';
import { traceToLog } from '../../src/telemetry/trace-to-log.ts';

const canary = 'canary-4f1c';
const jwt = `eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJjYW5hcnktNGYxYyJ9.c2lnbmF0dXJl`;

function logged(level: LogLevel, write: (log: ReturnType<typeof pinoLog>) => void): readonly Record<string, unknown>[] {
  const lines: string[] = [];
  write(pinoLog({ level, stream: { write: (line) => lines.push(line) } }));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('a log line', () => {
  it('is JSON with level, time, fields and text', () => {
    const [line, ...more] = logged('info', (log) => log.warn({ requestId: 'r1', count: 2 }, 'something happened'));
    expect(more).toEqual([]);
    expect(line).toEqual({
      level: 'warn',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      requestId: 'r1',
      count: 2,
      msg: 'something happened',
    });
  });

  it('below the level is not written', () => {
    const lines = logged('warn', (log) => {
      log.debug({}, 'a');
      log.info({}, 'b');
      log.warn({}, 'c');
      log.error({}, 'd');
    });
    expect(lines.map(({ msg }) => msg)).toEqual(['c', 'd']);
    expect(logged('silent', (log) => log.error({}, 'x'))).toEqual([]);
  });
});

describe('what looks like a credential', () => {
  it.each([
    [{ token: new Secret(canary) }],
    [{ anything: new Secret(canary) }],
    [{ authorization: canary }],
    [{ headers: { 'Set-Cookie': [canary], 'X-Api-Key': canary, 'Proxy-Authorization': canary } }],
    [{ nested: { deep: { access_token: canary, clientSecret: canary } } }],
    [{ text: `sent Bearer ${canary}` }],
    [{ text: `basic ${canary}=` }],
    [{ text: jwt, also: `x ${jwt} y` }],
    [{ url: `https://user:${canary}@example.com/` }],
    [{ url: `https://example.com/?code=${canary}&state=${canary}#access_token=${canary}` }],
    [{ body: `grant_type=x&client_secret=${canary}&refresh_token=${canary}` }],
    [{ error: new Error(`failed with Bearer ${canary}`) }],
    [{ list: [{ password: canary }, new Map([['refreshToken', canary]])] }],
    [{ bytes: Buffer.from(canary) }],
    [{ a: { b: { c: { d: { e: { f: canary } } } } } }],
  ])('is not shown: %#', (fields) => {
    const lines = logged('debug', (log) => log.info(fields, 'text'));
    expect(JSON.stringify(lines)).not.toContain(canary);
    expect(JSON.stringify(lines)).not.toContain('eyJzdWIi');
  });

  it('is not shown in the text either', () => {
    const [line] = logged('debug', (log) => log.info({}, `redirect to https://example.com/cb?code=${canary}`));
    expect(line?.['msg']).toBe('redirect to https://example.com/cb?code=[secret]');
  });
});

describe('other fields', () => {
  it('stay as they are', () => {
    const fields = { code: 'ACCESS_DENIED', provider: 'github', status: 401, tokens: 3, ok: true, none: null, error: 'TypeError' };
    expect(redact(fields)).toEqual(fields);
    expect(redactText('the token expired, and the code CONNECTION_REQUIRED was given')).toBe(
      'the token expired, and the code CONNECTION_REQUIRED was given',
    );
  });

  it('are bounded', () => {
    const circular: Record<string, unknown> = { big: 'x'.repeat(10_000), many: Array.from({ length: 1000 }, (_, i) => i), n: 1n };
    circular['self'] = circular;
    expect(JSON.stringify(redact(circular)).length).toBeLessThan(30_000);
  });
});

describe('traces of policies', () => {
  it('become log lines with their place', () => {
    const lines = logged('debug', (log) => {
      const trace = traceToLog(log);
      const at = 'policies/subgraphs/crm.xml:3:5';
      trace({ source: 'crm', severity: 'verbose', message: 'one', metadata: [], at });
      trace({ source: 'crm', severity: 'information', message: 'two', metadata: [['team', 'blue']], at });
      trace({ source: 'crm', severity: 'error', message: `three Bearer ${canary}`, metadata: [['token', canary]], at });
    });
    expect(lines.map((line) => ({ ...line, time: undefined }))).toEqual([
      { time: undefined, level: 'debug', trace: 'crm', at: 'policies/subgraphs/crm.xml:3:5', msg: 'one' },
      { time: undefined, level: 'info', trace: 'crm', at: 'policies/subgraphs/crm.xml:3:5', metadata: { team: 'blue' }, msg: 'two' },
      {
        time: undefined,
        level: 'error',
        trace: 'crm',
        at: 'policies/subgraphs/crm.xml:3:5',
        metadata: { token: '[secret]' },
        msg: 'three Bearer [secret]',
      },
    ]);
  });
});
