import { expect, it } from 'vitest';
import { progress } from '../../../src/cli/lint/progress.ts';

function drawn(interactive: boolean, millisecondsEach: number): readonly string[] {
  const lines: string[] = [];
  let now = 0;
  const bar = progress(5, { interactive, err: (text) => lines.push(text) }, () => now);
  for (const name of ['a', 'b', 'c', 'd', 'e'.repeat(100)]) {
    now += millisecondsEach;
    bar.step(`${name}.xml`);
  }
  bar.done();
  return lines;
}

it('says how far a long run is, and takes that away at its end', () => {
  expect(drawn(true, 200)).toEqual([
    '\r\u001b[K2/5 b.xml',
    '\r\u001b[K3/5 c.xml',
    '\r\u001b[K4/5 d.xml',
    `\r\u001b[K5/5 …${'e'.repeat(55)}.xml`,
    '\r\u001b[K',
  ]);
});

it('says nothing in a short run, or where nobody looks', () => {
  expect(drawn(true, 20)).toEqual([]);
  expect(drawn(false, 1000)).toEqual([]);
});
