import { afterAll, describe, expect, it } from 'vitest';
import { access, operations, pace } from '../../../src/cli/doctor/settings/clients.ts';
import { lookAt, removeFolders } from './support/look-at.ts';

afterAll(removeFolders);

const keyed =
  'callers: { tokenAudience: https://graph.example.com }\nidentity: { issuers: [{ issuer: "https://login.example.com", audience: fedpass }] }';

describe('who may run what', () => {
  it.each([
    ['everybody anything', '', 'warning', 'warning'],
    ['everybody what is listed', 'graph: { safelist: { file: list.json } }', 'warning', 'ok'],
    [
      'everybody anything by digests that they register themselves',
      'graph: { persistedQueries: { automatic: true } }',
      'warning',
      'warning',
    ],
    ['known clients anything', keyed, 'ok', 'ok'],
    ['known clients what is listed', `${keyed}\ngraph: { safelist: { file: list.json } }`, 'ok', 'ok'],
  ])('%s', async (_what, lines, clients, run) => {
    const files = { 'list.json': '{}' };
    expect([(await lookAt(access, lines, files)).kind, (await lookAt(operations, lines, files)).kind]).toEqual([clients, run]);
  });
});

describe('how often strangers may ask', () => {
  const limit = '<rate-limit-by-key calls="60" renewal-period="60" counter-key="@(context.Request.IpAddress)" />';
  const global = (inbound: string): Readonly<Record<string, string>> => ({
    'policies/global.xml': `<policies><inbound>${inbound}</inbound><backend><forward-request /></backend></policies>`,
  });
  it.each([
    ['as often as they like', '', {}, 'warning'],
    ['as often as they like, in a document about other things', '', global('<limit-concurrency key="a" max-count="3" />'), 'warning'],
    ['as often as they like, for the limit is a comment', '', global(`<!-- ${limit} -->`), 'warning'],
    ['so often', '', global(limit), 'ok'],
    ['so much', '', global('<quota calls="10000" renewal-period="3600" />'), 'ok'],
    ['not at all', keyed, {}, 'ok'],
  ])('%s', async (_what, lines, files, kind) => {
    expect(await lookAt(pace, lines, files)).toMatchObject({ kind });
  });
});
