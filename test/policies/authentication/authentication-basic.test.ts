import { describe, expect, it } from 'vitest';
import { failureOf, findings, run } from '../support/running.ts';

const basic = (username: string, password: string): string => `<authentication-basic username="${username}" password="${password}" />`;
const decoded = (header: string | undefined): string => Buffer.from((header ?? '').replace('Basic ', ''), 'base64').toString('utf8');

describe('authentication-basic', () => {
  it.each([
    ['user', 'pass', 'user:pass'],
    ['user', 'a:b', 'user:a:b'],
    ['', '', ':'],
    ['Jürgen', 'größe€', 'Jürgen:größe€'],
    ['@("us" + "er")', '@("pa" + "ss")', 'user:pass'],
    [' user ', ' pass ', ' user : pass '],
  ])('sends %j and %j', async (username, password, pair) => {
    const { x, outcome } = await run(basic(username, password), {
      headers: { Authorization: 'Bearer of-the-client' },
      forwardHeaders: ['Authorization'],
    });
    expect(outcome.kind).toBe('completed');
    expect(decoded(x.context.request.headers.sent.get('Authorization')?.join())).toBe(pair);
  });

  it.each([
    ['@("zed:zed")', 'pass'],
    ['@("zed\\nzed")', 'pass'],
    ['reader', '@("zed\\u0000zed")'],
  ])('refuses to send %j and %j, and shows neither', async (username, password) => {
    const ran = await run(basic(username, password));
    expect(failureOf(ran)).toMatchObject({ outcome: 'failed', source: 'authentication-basic', status: 500 });
    expect(JSON.stringify(failureOf(ran))).not.toContain('zed');
  });

  it.each([
    ['<authentication-basic username="a" />', ['error attribute/missing "authentication-basic"']],
    ['<authentication-basic password="a" />', ['error attribute/missing "authentication-basic"']],
    ['<authentication-basic username="a:b" password="c" />', ['error authentication-basic/username "a:b"']],
    [basic('a', 'b') + basic('a', 'b'), ['error policy/repeated "authentication-basic"']],
  ])('finds what is wrong in %s', async (xml, expected) => {
    expect(await findings(xml)).toEqual(expected);
  });
});
