import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import { showsColor, writerTo } from '../../src/cli/streams.ts';

class Pipe extends EventEmitter {
  readonly written: string[] = [];

  write(text: string): boolean {
    this.written.push(text);
    return true;
  }
}

const failure = (code: string): Error => Object.assign(new Error(code), { code });

describe('a writer', () => {
  test('drops what comes after its reader went away', () => {
    const pipe = new Pipe();
    const write = writerTo(pipe);
    write('one');
    pipe.emit('error', failure('EPIPE'));
    write('two');
    expect(pipe.written).toEqual(['one']);
  });

  test('hides no other failure', () => {
    const pipe = new Pipe();
    writerTo(pipe);
    expect(() => pipe.emit('error', failure('ENOSPC'))).toThrow('ENOSPC');
  });
});

test.each([
  [true, {}, true],
  [true, { NO_COLOR: '' }, true],
  [true, { NO_COLOR: '1' }, false],
  [true, { NO_COLOR: '0' }, false],
  [true, { TERM: 'dumb' }, false],
  [false, {}, false],
  [undefined, { FORCE_COLOR: '1' }, false],
])('a stream with isTTY %s and %j shows colours: %s', (isTTY, env, shows) => {
  expect(showsColor(isTTY === undefined ? {} : { isTTY }, env)).toBe(shows);
});
