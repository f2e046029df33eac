import { expect, test } from 'vitest';
import { auditSlot } from '../../src/credentials/store/keys.ts';
import { openLibsqlStore } from '../../src/credentials/store/libsql.ts';
import { projectFolder } from '../support/project-folder.ts';
import { recordedRun } from './recorded-run.ts';

const config = `
subgraphs: { crm: { url: "https://crm.example" } }
providers:
  crm: { identityProvider: oauth2, grantType: clientCredentials, parameters: { tokenUrl: "https://l.example/t" } }
`;

test('fedpass audit: lists what was done, and finds what was taken away', async () => {
  const cwd = projectFolder({ 'fedpass.yaml': config });
  const run = (...words: string[]) => recordedRun(words, { cwd });
  await run('connections', 'list');
  expect(await run('audit', 'verify')).toMatchObject({ status: 0, out: 'The audit log is empty.\n' });
  await run('keys', 'rotate');
  await run('keys', 'rotate');
  const { out, status } = await run('audit', 'list');
  expect(status).toBe(0);
  expect(out).toMatch(/^ {4}1 {2}\S+Z {2}keys-rotated {7}key \S+ {2}by \S.* on the command line {2}1 sealed anew\n {4}2 /);
  expect(JSON.parse((await run('audit', 'list', '--json', '--last', '1')).out)).toMatchObject([{ n: 2, what: 'keys-rotated' }]);
  const whole = await run('audit', 'verify');
  expect(whole.status).toBe(0);
  const [, end = ''] = /later: (\S+)\n/.exec(whole.out) ?? [];
  expect((await run('audit', 'verify', '--since', end)).status).toBe(0);

  const store = await openLibsqlStore(`${cwd}/.fedpass/credentials.db`);
  await store.delete(auditSlot(1).key);
  await store.close();
  expect(await run('audit', 'verify')).toMatchObject({ status: 1, out: 'entry 1 was removed\n' });
  expect((await run('audit', 'verify', '--json')).status).toBe(1);
});

test.each([
  [['audit', 'look'], 'there is no action'],
  [['audit', 'list', '--last', '0'], 'is no count'],
  [['audit', 'verify', '--since', '12'], '--since takes'],
])('%j is said to be wrong', async (words, text) => {
  expect(await recordedRun(words)).toMatchObject({ status: 2, err: expect.stringContaining(text) });
});
