import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { type SecretFiles, SecretReader } from '../../src/config/secret-reader.ts';
import { parseSecretText } from '../../src/config/secret-text.ts';
import { filesOf } from './reading.ts';

const env = { KEY: 'k1', EMPTY: '', OTHER: 'o' };
const files = filesOf({ '/run/secret': 'from-file\n', '/project/rel.txt': 'rel\r\n', '/run/two': 'a\nb\n\n', '/run/empty': '\n' });
const reader = new SecretReader({ env, files, folder: '/project' });

function resolved(text: string): string {
  const answer = reader.read(parseSecretText(text));
  return answer.kind === 'found' ? answer.secret.reveal() : `${answer.name} ${answer.problem}`;
}

describe('references', () => {
  it.each([
    ['plain', 'plain'],
    ['', ''],
    [`\${env.KEY}`, 'k1'],
    [`\${file:/run/secret}`, 'from-file'],
    [`\${file:rel.txt}`, 'rel'],
    [`\${file:/run/two}`, 'a\nb\n'],
    [`Bearer \${env.KEY}:\${env.OTHER}!`, 'Bearer k1:o!'],
    [`$\${env.KEY}`, `\${env.KEY}`],
    [`$$\${env.KEY}`, `$\${env.KEY}`],
    ['a$b{c}', 'a$b{c}'],
    [`\${env.NOPE}`, `\${env.NOPE} is not set`],
    [`\${env.EMPTY}`, `\${env.EMPTY} is empty`],
    [`\${env.hasOwnProperty}`, `\${env.hasOwnProperty} is not set`],
    [`x\${file:/nope}`, `\${file:/nope} cannot be read`],
    [`\${file:/run/empty}`, `\${file:/run/empty} is empty`],
  ])('%s', (text, expected) => {
    expect(resolved(text)).toBe(expected);
  });

  it('a parsed text does not print its literal parts', () => {
    const parsed = parseSecretText(`canary-1 \${env.KEY} canary-2`);
    expect(`${JSON.stringify(parsed)} ${inspect(parsed, { depth: 9 })}`).not.toContain('canary');
  });
});

describe('bytes', () => {
  const der = Uint8Array.from([0x30, 0x80, 0xff, 0x0a]);
  const bytes = new SecretReader({
    env: { BASE64: 'MID/Cg==', EMPTY: '' },
    files: { stamp: () => '1', read: (path) => (path === '/bytes' ? der : path === '/text' ? 'MID/Cg==\n' : undefined) },
    folder: '/',
  });

  it.each([
    ['a file as it is', `\${file:/bytes}`, der],
    ['a text file too', `\${file:/text}`, Buffer.from('MID/Cg==\n')],
    ['base64 from the environment', `\${env.BASE64}`, Buffer.from(der)],
  ])('of %s', (_what, text, expected) => {
    expect(bytes.bytes(parseSecretText(text))).toEqual({ kind: 'found', bytes: expected });
  });

  it('are the same object while the file stays the same', () => {
    const read = () => {
      const answer = bytes.bytes(parseSecretText(`\${file:/bytes}`));
      return answer.kind === 'found' ? answer.bytes : undefined;
    };
    expect(read()).toBe(read());
  });

  it.each([
    [`\${file:/gone}`, 'cannot be read'],
    [`\${env.EMPTY}`, 'is empty'],
    [`\${env.GONE}`, 'is not set'],
  ])('that are not there are told: %s', (text, problem) => {
    expect(bytes.bytes(parseSecretText(text))).toMatchObject({ kind: 'missing', problem });
  });
});

/** A file whose text and stamp a test changes, counting how often it is read. */
function changing(): { files: SecretFiles; text: string; stamp: string | undefined; reads: number } {
  const file = {
    text: 'one',
    stamp: '1' as string | undefined,
    reads: 0,
    files: {
      stamp: () => file.stamp,
      read: () => {
        file.reads++;
        return file.text;
      },
    },
  };
  return file;
}

describe('files', () => {
  const path = parseSecretText(`\${file:/f}`);
  const textOf = (one: SecretReader): string | undefined => {
    const answer = one.read(path);
    return answer.kind === 'found' ? answer.secret.reveal() : undefined;
  };

  it('are read again when they have changed, and only then', () => {
    const file = changing();
    const one = new SecretReader({ env, files: file.files, folder: '/' });
    expect([textOf(one), textOf(one), file.reads]).toEqual(['one', 'one', 1]);
    Object.assign(file, { text: 'two', stamp: '2' });
    expect([textOf(one), file.reads]).toEqual(['two', 2]);
    file.stamp = undefined;
    expect(textOf(one)).toBeUndefined();
    file.stamp = '2';
    expect(textOf(one)).toBe('two');
  });

  it('are looked at once a second where there is a clock', () => {
    const file = changing();
    let now = 0;
    const one = new SecretReader({ env, files: file.files, folder: '/', clock: { now: () => now, elapsed: () => now } });
    textOf(one);
    Object.assign(file, { text: 'two', stamp: '2' });
    now = 999;
    expect(textOf(one)).toBe('one');
    now = 1000;
    expect(textOf(one)).toBe('two');
  });
});
