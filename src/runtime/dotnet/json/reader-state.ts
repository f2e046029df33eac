import { isCharacter } from '../text/character.ts';

/** The names of Newtonsoft's JsonToken, which its messages show. */
export type TokenKind =
  | 'None'
  | 'StartObject'
  | 'StartArray'
  | 'StartConstructor'
  | 'PropertyName'
  | 'Comment'
  | 'Integer'
  | 'Float'
  | 'String'
  | 'Boolean'
  | 'Null'
  | 'Undefined'
  | 'EndObject'
  | 'EndArray'
  | 'EndConstructor'
  | 'Date';

/** What a reader expects next. */
export type State =
  | 'start'
  | 'property'
  | 'objectStart'
  | 'object'
  | 'arrayStart'
  | 'array'
  | 'constructorStart'
  | 'constructor'
  | 'postValue'
  | 'finished';

/** The container that a closing token ends. */
export const closes = { EndObject: 'Object', EndArray: 'Array', EndConstructor: 'Constructor' } as const;
/** The state after the bracket that opens a container, and the one after a comma in it. */
export const opened = { Object: 'objectStart', Array: 'arrayStart', Constructor: 'constructorStart' } as const;
export const inside = { Object: 'object', Array: 'array', Constructor: 'constructor' } as const;

export const isSpace = (char: string): boolean =>
  char === ' ' || char === '\t' || char === '\n' || char === '\r' || (char !== '' && isCharacter('whiteSpace', char));
/** A UTF-16 unit that numbers of any notation are made of: `-+0-9a-fA-FxX.` */
export const isNumberUnit = (unit: number): boolean =>
  (unit >= 0x30 && unit <= 0x39) ||
  unit === 0x2e ||
  unit === 0x2d ||
  unit === 0x2b ||
  (unit >= 0x61 && unit <= 0x66) ||
  (unit >= 0x41 && unit <= 0x46) ||
  unit === 0x78 ||
  unit === 0x58;

/** What a name without quotes is made of. */
export const isWordChar = (char: string): boolean => char !== '' && (isCharacter('letterOrDigit', char) || char === '_' || char === '$');

/** Whether a word of JSON may end before a place. */
export function isSeparator(text: string, at: number, inConstructor: boolean): boolean {
  const char = text.charAt(at);
  switch (char) {
    case '':
    case '\0':
    case '}':
    case ']':
    case ',':
      return true;
    case '/':
      return /[*/]/.test(text.charAt(at + 1));
    case ')':
      return inConstructor;
    default:
      return isSpace(char);
  }
}
