import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium, startChromium } from '../support/chromium.ts';
import { type Run, run } from '../support/program.ts';

interface Urls {
  readonly graphql: string;
  readonly connect: { readonly query: string; readonly person: string; readonly tokenUrl: string };
}

interface Answer {
  readonly data: {
    readonly customer: { readonly tickets: readonly { readonly issue: { readonly title: string } | null }[] };
    readonly github_viewer: { readonly login: string } | null;
  } | null;
  readonly errors?: readonly { readonly extensions: { readonly code: string; readonly connectUrl?: string } }[];
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What somebody does who has never seen it: start it, ask, follow the link of the error, and ask again. */
describe.skipIf(!hasChromium())('fedpass dev, for somebody who has not connected one of the backends', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fedpass-dev-'));
  let dev: Run;
  let urls: Urls;
  let browser: Browser;

  beforeAll(async () => {
    for (const name of ['fedpass.yaml', 'policies', 'subgraphs']) cpSync(join(root, name), join(folder, name), { recursive: true });
    dev = run(['dev', '--port', '0', '--json'], { cwd: folder });
    urls = JSON.parse(await dev.line((line) => line.startsWith('{'))) as Urls;
    browser = await startChromium();
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await dev.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const tokenOf = async (person: string): Promise<string> => (await fetch(urls.connect.tokenUrl.replace(/[^/]+$/, person))).text();
  const ask = async (query: string, token?: string): Promise<Answer> => {
    const response = await fetch(urls.graphql, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
      body: JSON.stringify({ query }),
    });
    return (await response.json()) as Answer;
  };
  const codes = ({ errors = [] }: Answer): readonly string[] => [...new Set(errors.map(({ extensions }) => extensions.code))];

  it('says where to connect it, works after consent, and connects nobody else', { timeout: 120_000 }, async () => {
    const { query, person } = urls.connect;
    const mine = await tokenOf(person);
    const first = await ask(query, mine);
    expect(codes(first)).toEqual(['CONNECTION_REQUIRED']);
    expect(first.data?.customer.tickets).toHaveLength(2);
    const link = first.errors?.find(({ extensions }) => extensions.connectUrl !== undefined)?.extensions.connectUrl;
    if (link === undefined) throw new Error('the error has no link');

    const page = await browser.newPage();
    await page.goto(link);
    await page.check(`input[name=person][value=${person}]`);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Allow' }).waitFor();
    await page.check(`input[name=person][value=${person}]`);
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.getByRole('heading', { name: /connected/i }).waitFor();
    expect(new URL(page.url()).origin).toBe(new URL(link).origin);

    const second = await ask(query, mine);
    expect(second.errors ?? []).toEqual([]);
    expect(second.data?.github_viewer).toEqual({ login: person });
    expect(second.data?.customer.tickets.map(({ issue }) => issue?.title)).toEqual([
      'Roast profiles vanish after an export',
      'Label printer prints the wrong weight',
    ]);

    expect(codes(await ask(query, await tokenOf('ada')))).toEqual(['CONNECTION_REQUIRED']);
    const stranger = await ask(query);
    expect(codes(stranger)).toEqual(['UNAUTHENTICATED']);
    expect(stranger.errors?.some(({ extensions }) => extensions.connectUrl !== undefined)).toBe(false);
  });

  it('answers the longer form, too', async () => {
    const answer = await ask(readFileSync(join(folder, 'subgraphs', 'connect.graphql'), 'utf8'), await tokenOf(urls.connect.person));
    expect(answer.errors ?? []).toEqual([]);
  });
});
