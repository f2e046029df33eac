import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
// Loaded when it is needed; a test that waits for that the first time may run out of its own.
import '../../../src/cli/lint/check-document.ts';
import type { LintRequest } from '../../../src/cli/lint/lint.ts';
import { type Shown, watchLint } from '../../../src/cli/lint/watch.ts';
import { projectFolder } from '../../support/project-folder.ts';
import { recordedRun } from '../recorded-run.ts';

const limit = '<xsl-transform />';
const document = (inbound: string): string =>
  `<policies>\n<inbound>\n<base />\n${inbound}\n</inbound>\n<backend><base /></backend>\n<outbound><base /></outbound>\n<on-error><base /></on-error>\n</policies>\n`;
const config = 'subgraphs: { crm: { url: "http://localhost:1/graphql" } }\n';

const running: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of running.splice(0)) await stop();
});

/** Watches a folder. `next` waits for a result that is as wanted, and gives all that were shown since the last one. */
function watching(cwd: string, request: Partial<LintRequest> = {}) {
  let stop = (): void => undefined;
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  const shown: Shown[] = [];
  let look = (): void => undefined;
  const io = {
    cwd,
    env: {},
    out: () => undefined,
    err: () => undefined,
    color: { out: false, err: false },
    interactive: false,
    stopped,
  };
  const whole: LintRequest = {
    paths: [],
    config: undefined,
    isolated: false,
    dialect: 'auto',
    cache: { kind: 'off' },
    baseline: undefined,
    fix: 'no',
    ...request,
  };
  const ended = watchLint(whole, io, (one) => {
    shown.push(one);
    look();
  });
  running.push(async () => {
    stop();
    await ended;
  });
  return {
    next: (wanted: (brief: Brief) => boolean) =>
      new Promise<readonly Brief[]>((resolve) => {
        look = () => {
          const briefs = shown.map(brief);
          if (!briefs.some(wanted)) return;
          shown.length = 0;
          resolve(briefs);
        };
        look();
      }),
  };
}

interface Brief {
  readonly checked: number;
  readonly codes: readonly string[];
}

const brief = (shown: Shown): Brief =>
  shown.kind === 'failed'
    ? { checked: -1, codes: [shown.error.message] }
    : { checked: shown.checked, codes: shown.outcome.findings.map(({ code }) => code) };

const project = () =>
  projectFolder({
    'fedpass.yaml': config,
    'policies/subgraphs/crm.xml': document('<include-fragment fragment-id="team" />'),
    'policies/global.xml': document(''),
    'policies/fragments/team.xml': '<fragment><set-method>GET</set-method></fragment>\n',
  });

const found =
  (...codes: readonly string[]) =>
  (one: Brief): boolean =>
    one.codes.join() === codes.join();

describe('watch mode', () => {
  it('checks what changed, and what includes it, and nothing else', async () => {
    const cwd = project();
    const { next } = watching(cwd);
    expect(await next(found())).toEqual([{ checked: 3, codes: [] }]);
    writeFileSync(join(cwd, 'policies/global.xml'), document(limit));
    expect((await next(found('unsupported/policy'))).reduce((sum, { checked }) => sum + checked, 0)).toBeLessThanOrEqual(2);
    writeFileSync(join(cwd, 'policies/fragments/team.xml'), `<fragment>${limit}</fragment>`);
    expect((await next(found('unsupported/policy', 'unsupported/policy'))).at(-1)?.checked).toBe(2);
  });

  it('sees a file that an editor puts in the place of another', async () => {
    const cwd = project();
    const { next } = watching(cwd);
    await next(found());
    for (const [text, codes] of [
      [document(limit), ['unsupported/policy']],
      [document(''), []],
    ] as const) {
      writeFileSync(join(cwd, 'policies/.global.xml.swp'), text);
      renameSync(join(cwd, 'policies/.global.xml.swp'), join(cwd, 'policies/global.xml'));
      await next(found(...codes));
    }
  });

  it('sees files and folders come and go', async () => {
    const cwd = project();
    const { next } = watching(cwd);
    await next(found());
    mkdirSync(join(cwd, 'policies/more'));
    writeFileSync(join(cwd, 'policies/more/files.xml'), document(limit));
    await next(found('document/no-place', 'unsupported/policy'));
    rmSync(join(cwd, 'policies/more'), { recursive: true });
    await next(found());
  });

  it('checks everything against a configuration that changed', async () => {
    const cwd = project();
    const { next } = watching(cwd);
    await next(found());
    writeFileSync(join(cwd, 'fedpass.yaml'), config.replace('crm', 'billing'));
    await next(found('subgraph/no-document', 'document/no-subgraph'));
  });

  it('watches a single file', async () => {
    const cwd = project();
    const { next } = watching(cwd, { paths: ['policies/global.xml'], isolated: true });
    await next(found());
    writeFileSync(join(cwd, 'policies/global.xml'), document(limit));
    await next(found('unsupported/policy'));
  });

  it('says what cannot be checked at the moment, and tries again', async () => {
    const cwd = project();
    const { next } = watching(cwd, { isolated: true });
    await next(found());
    renameSync(join(cwd, 'policies'), join(cwd, 'away'));
    await next(({ checked }) => checked === -1);
    renameSync(join(cwd, 'away'), join(cwd, 'policies'));
    await next(found());
  });
});

describe('fedpass lint --watch', () => {
  it.each<[string, string, number]>([
    ['with findings', document('<set-header nam="a" />'), 1],
    ['without', document(''), 0],
  ])('ends with the status of its last result: %s', async (_what, text, status) => {
    const cwd = projectFolder({ 'p/a.xml': text });
    let stop = (): void => undefined;
    const stopped = new Promise<void>((resolve) => {
      stop = resolve;
    });
    const result = await recordedRun(['lint', '--isolated', '--watch', 'p'], { cwd, stopped, err: () => stop() });
    expect(result.status).toBe(status);
    expect(result.out).toContain('1 file');
  });

  it('does not go with what writes files', async () => {
    const { status, err } = await recordedRun(['lint', '--watch', '--fix']);
    expect([status, err]).toEqual([2, expect.stringContaining('cannot be used with')]);
  });
});
