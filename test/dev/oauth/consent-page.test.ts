import { createServer, type Server } from 'node:http';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { close, listen } from '../../../src/dev/listen.ts';
import { type OAuthServer, openOAuthServer } from '../../../src/dev/oauth/server.ts';
import { hasChromium, startChromium } from '../../support/chromium.ts';
import { newSecrets, Records } from './running.ts';

describe.skipIf(!hasChromium())('the consent page in a browser', { timeout: 60_000 }, () => {
  let browser: Browser;
  let server: OAuthServer;
  let gateway: Server;
  let redirectUri: string;

  beforeAll(async () => {
    gateway = createServer((_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Back</h1>'));
    redirectUri = `http://localhost:${await listen(gateway, 0)}/callback`;
    const pending = await openOAuthServer(0);
    server = await pending.start(
      {
        storage: new Records(),
        secrets: await newSecrets(),
        redirectUris: [redirectUri],
        signInRedirectUri: redirectUri,
        accessTokenLife: 600,
      },
      () => {},
    );
    browser = await startChromium();
  });
  afterAll(async () => {
    await browser.close();
    await Promise.all([server.close(), close(gateway)]);
  });

  /** Opens the page in a browser of its own, and gathers what the browser complains about. */
  async function open(): Promise<{ readonly page: Page; readonly complaints: readonly string[] }> {
    const page = await (await browser.newContext()).newPage();
    const complaints: string[] = [];
    page.on('console', (line) => complaints.push(line.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    const url = new URL(server.authorizationUrl);
    url.search = String(
      new URLSearchParams({
        client_id: 'fedpass-projects',
        redirect_uri: redirectUri,
        response_type: 'code',
        scope: 'projects.read',
        state: 'state-1',
        code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
        code_challenge_method: 'S256',
      }),
    );
    await page.goto(url.href);
    return { page, complaints };
  }

  test('takes a person back with a code, and the browser has nothing to complain of', async () => {
    const { page, complaints } = await open();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Fedpass wants to use Projects for you');
    await page.getByText('Noor Rahman').click();
    expect(await page.getByRole('radio', { name: 'Noor Rahman' }).isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.getByRole('heading', { name: 'Back' }).waitFor();
    const { pathname, searchParams } = new URL(page.url());
    expect(pathname).toBe('/callback');
    expect(searchParams.get('code')).toMatch(/./);
    expect(complaints.filter((line) => !line.includes('favicon'))).toEqual([]);
  });

  test('takes a person back who says no', async () => {
    const { page } = await open();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('heading', { name: 'Back' }).waitFor();
    expect(new URL(page.url()).searchParams.get('error')).toBe('access_denied');
  });

  test('is styled: its stylesheet is let through by its own policy', async () => {
    const { page } = await open();
    const radius = await page.evaluate("getComputedStyle(document.querySelector('main')).borderRadius");
    expect(radius).toBe('16px');
  });
});
