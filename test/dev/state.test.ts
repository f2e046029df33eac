import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DevRefusal } from '../../src/dev/refusal.ts';
import { openDevState } from '../../src/dev/state.ts';

let root: string;

beforeEach(() => {
  root = join(mkdtempSync(join(tmpdir(), 'fedpass-dev-')), '.fedpass', 'dev');
});
afterEach(() => rmSync(join(root, '..', '..'), { recursive: true, force: true }));

const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8);

test('keeps its secrets, readable by nobody else', async () => {
  const state = await openDevState(root, 4000);
  state.records.save([{ model: 'Grant', id: 'g', payload: { kind: 'Grant' }, expiresAt: 1 }]);
  expect(mode(root)).toBe('700');
  expect(mode(state.folder)).toBe('700');
  for (const file of readdirSync(state.folder)) expect(`${file} ${mode(join(state.folder, file))}`).toBe(`${file} 600`);
  state.close();
  const again = await openDevState(root, 4000);
  expect(again.secrets).toEqual(state.secrets);
  expect(again.records.load()).toEqual([{ model: 'Grant', id: 'g', payload: { kind: 'Grant' }, expiresAt: 1 }]);
});

test('makes a secret per client, all different', async () => {
  const { secrets } = await openDevState(root, 4000);
  const values = Object.values(secrets.clientSecrets);
  expect(Object.keys(secrets.clientSecrets)).toEqual(
    ['crm', 'billing', 'projects', 'github', 'support', 'sign-in'].map((name) => `fedpass-${name}`),
  );
  expect(new Set(values).size).toBe(6);
  for (const value of values) expect(value).toMatch(/^[\w-]{43}$/);
});

test('gives every port its own, and port 0 one that goes with the run', async () => {
  const [first, second] = [await openDevState(root, 4000), await openDevState(root, 5000)];
  expect(first.secrets).not.toEqual(second.secrets);
  const passing = await openDevState(root, 0);
  expect(readdirSync(root)).toHaveLength(3);
  passing.close();
  first.close();
  expect(readdirSync(root).sort()).toEqual(['port-4000', 'port-5000']);
});

test.each([
  ['text that ends too early', '{"clientSecrets": {"fedpass-crm": "hunter2'],
  ['something else', '{"secret": "hunter2"}'],
])('does not overwrite %s', async (_what, text) => {
  const state = await openDevState(root, 4000);
  const file = join(state.folder, 'secrets.json');
  writeFileSync(file, text);
  const refusal: unknown = await openDevState(root, 4000).catch((error: unknown) => error);
  if (!(refusal instanceof DevRefusal)) throw new Error('it was taken');
  expect(refusal.message).toBe(`\`${file}\` is damaged`);
  expect(refusal.wayOut).toBe(`remove the folder \`${state.folder}\` to start the demo afresh`);
  expect(readFileSync(file, 'utf8')).toBe(text);
});

test('says so when it may not write', async () => {
  writeFileSync(join(root, '..', '..', 'file'), '');
  const refusal: unknown = await openDevState(join(root, '..', '..', 'file', 'dev'), 4000).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(DevRefusal);
});
