import type { Budget } from '../../budget.ts';
import { badFormat } from '../failures.ts';
import { align, formatValue } from './format-value.ts';

const malformed = (): never => badFormat();
const missing = (): never =>
  badFormat('Index (zero based) must be greater than or equal to zero and less than the size of the argument list.');

/** Widths beyond this are refused by .NET too. */
const widest = 1_000_000;

interface Hole {
  readonly index: number;
  readonly width: number;
  readonly format: string;
  /** Where the text goes on. */
  readonly end: number;
}

/** A hole's head: index and width. Spaces may stand after the index and around the width. */
const head = /(\d{1,7}) *(?:, *(-?)(\d{1,7}) *)?/y;

function readHole(format: string, start: number): Hole {
  head.lastIndex = start;
  const found = head.exec(format);
  if (found === null) return malformed();
  const [all, index = '', sign = '', digits = '0'] = found;
  const width = Number(digits);
  if (width >= widest || Number(index) >= widest) return malformed();
  let i = start + all.length;
  let text = '';
  if (format[i] === ':') {
    i++;
    for (; i < format.length && format[i] !== '}'; i++) {
      if (format[i] === '{') {
        if (format[i + 1] !== '{') return malformed();
        i++;
      }
      text += format[i];
    }
    while (format[i] === '}' && format[i + 1] === '}') {
      text += '}';
      i += 2;
      for (; i < format.length && format[i] !== '}'; i++) text += format[i];
    }
  }
  if (format[i] !== '}') return malformed();
  return { index: Number(index), width: sign === '-' ? -width : width, format: text, end: i + 1 };
}

/** `string.Format`: `{index[,width][:format]}`, doubled braces for braces. */
export function composite(budget: Budget, format: string, args: readonly unknown[]): string {
  let out = '';
  let i = 0;
  while (i < format.length) {
    const c = format[i] ?? '';
    if (c === '}') {
      if (format[i + 1] !== '}') return malformed();
      out += '}';
      i += 2;
    } else if (c !== '{') {
      const next = /[{}]/g;
      next.lastIndex = i;
      const end = next.exec(format)?.index ?? format.length;
      out += format.slice(i, end);
      i = end;
    } else if (format[i + 1] === '{') {
      out += '{';
      i += 2;
    } else {
      const hole = readHole(format, i + 1);
      if (hole.index >= args.length) return missing();
      budget.allocate(Math.abs(hole.width));
      const text = align(formatValue(args[hole.index], hole.format), hole.width);
      budget.allocate(text.length);
      out += text;
      i = hole.end;
    }
  }
  budget.allocate(format.length);
  return out;
}
