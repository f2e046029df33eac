import { boundaryUnits, ecma } from '../characters/unicode.ts';
import { anchors } from './instructions.ts';

const newline = 0x0a;

const isWord = (unit: number): boolean => {
  if (unit < 128)
    return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x30 && unit <= 0x39) || unit === 0x5f;
  return boundaryUnits.has(unit);
};

const isEcmaWord = (unit: number): boolean => ecma.words.has(unit);

function atBoundary(text: string, at: number, isPart: (unit: number) => boolean): boolean {
  const before = at > 0 && isPart(text.charCodeAt(at - 1));
  const after = at < text.length && isPart(text.charCodeAt(at));
  return before !== after;
}

/** Whether an anchor, by its number, holds at a position. `origin` is where the search began. */
export function holds(anchor: number, text: string, at: number, origin: number): boolean {
  switch (anchors[anchor]) {
    case 'beginning':
      return at === 0;
    case 'bol':
      return at === 0 || text.charCodeAt(at - 1) === newline;
    case 'start':
      return at === origin;
    case 'end':
      return at === text.length;
    case 'endZ':
      return at === text.length || (at === text.length - 1 && text.charCodeAt(at) === newline);
    case 'eol':
      return at === text.length || text.charCodeAt(at) === newline;
    case 'boundary':
      return atBoundary(text, at, isWord);
    case 'nonBoundary':
      return !atBoundary(text, at, isWord);
    case 'ecmaBoundary':
      return atBoundary(text, at, isEcmaWord);
    default:
      return !atBoundary(text, at, isEcmaWord);
  }
}
