import { type Cursor, isWordCharacter } from './cursor.ts';
import { faults } from './faults.ts';

const controls: ReadonlyMap<string, number> = new Map([
  ['a', 0x07],
  ['b', 0x08],
  ['e', 0x1b],
  ['f', 0x0c],
  ['n', 0x0a],
  ['r', 0x0d],
  ['t', 0x09],
  ['v', 0x0b],
]);

function readControl(cursor: Cursor): number {
  if (cursor.done) cursor.fail(faults.missingControl);
  const code = cursor.next().toUpperCase().charCodeAt(0) - 0x40;
  return code >= 0 && code < 0x20 ? code : cursor.fail(faults.unknownControl);
}

/** What stands after a backslash for one character. The cursor stands behind the backslash, and not at the end. */
export function readCharacterEscape(cursor: Cursor, ecma: boolean): number {
  if (cursor.char >= '0' && cursor.char <= '7') return cursor.octal(ecma);
  const c = cursor.next();
  switch (c) {
    case 'x':
      return cursor.hex(2);
    case 'u':
      return cursor.hex(4);
    case 'c':
      return readControl(cursor);
    default: {
      const control = controls.get(c);
      if (control !== undefined) return control;
      if (!ecma && isWordCharacter(c)) cursor.fail(faults.unknownEscape(c));
      return c.charCodeAt(0);
    }
  }
}
