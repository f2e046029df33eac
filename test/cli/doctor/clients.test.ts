import { afterAll, describe, expect, it } from 'vitest';
import { access, operations } from '../../../src/cli/doctor/settings/clients.ts';
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
