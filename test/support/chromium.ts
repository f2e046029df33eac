import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const program = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** Whether there is a browser on this machine. Under `REQUIRE_CHROMIUM` its absence is an error, else the tests that need it are skipped. */
export function hasChromium(): boolean {
  if (existsSync(program)) return true;
  if (process.env['REQUIRE_CHROMIUM']) throw new Error(`REQUIRE_CHROMIUM is set, but there is no ${program}`);
  console.warn(`no ${program}: the tests in a browser are SKIPPED`);
  return false;
}

/** Starts the browser without anything that would reach beyond this machine. */
export const startChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: program,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
