import type { Budget } from '../../budget.ts';
import { isCharacter } from '../text/character.ts';
import { DOUBLE } from '../types.ts';
import { Box, NetException } from '../values.ts';
import { numberOfText } from './number-text.ts';
import { type Place, pathOfPlaces } from './position.ts';
import { readQuoted } from './quoted-text.ts';
import { dateIn, type ReadOptions, usualReading } from './read-options.ts';
import { closes, inside, isNumberUnit, isSeparator, isSpace, isWordChar, opened, type State, type TokenKind } from './reader-state.ts';

/** Text in quotes that is not what it looks like, or that goes over the end of a line. */
const needsCare = /[\\\r\n]/;

/**
 * Reads JSON text token by token in the tolerant dialect of Newtonsoft's JsonTextReader: comments, quotes of both kinds, names without
 * quotes, hexadecimal and octal integers, NaN and Infinity, constructors, missing items. A failure is a JsonReaderException with path,
 * line and position.
 */
export class JsonReader {
  readonly text: string;
  readonly #budget: Budget;
  #at = 0;
  #line = 1;
  #lineStart = 0;
  #state: State = 'start';
  #kind: TokenKind = 'None';
  #value: unknown = null;
  #source = '';
  readonly #places: Place[] = [];
  readonly #options: ReadOptions;

  constructor(budget: Budget, text: string, options: ReadOptions = usualReading) {
    this.#budget = budget;
    this.text = text;
    this.#options = options;
  }

  get kind(): TokenKind {
    return this.#kind;
  }

  /** What a simple value was read from: the content of its quotes, or the number or word itself. */
  get source(): string {
    return this.#source;
  }

  /** An object of .NET, the text of a comment, the name of a property or a constructor. */
  get value(): unknown {
    return this.#value;
  }

  get depth(): number {
    return this.#places.length - (this.#kind === 'StartObject' || this.#kind === 'StartArray' || this.#kind === 'StartConstructor' ? 1 : 0);
  }

  get path(): string {
    const atStart = this.#state === 'objectStart' || this.#state === 'arrayStart' || this.#state === 'constructorStart';
    return pathOfPlaces(atStart ? this.#places.slice(0, -1) : this.#places);
  }

  fail(text: string): never {
    const position = this.#at - this.#lineStart;
    const line = this.#state === 'start' && position === 0 && this.#kind !== 'Comment' ? 0 : this.#line;
    const sentence = text.endsWith('.') ? text : `${text}.`;
    throw new NetException('Newtonsoft.Json.JsonReaderException', `${sentence} Path '${this.path}', line ${line}, position ${position}.`);
  }

  /** Goes to the next token; false at the end of the text. */
  read(): boolean {
    this.#budget.step();
    for (;;) {
      switch (this.#state) {
        case 'object':
        case 'objectStart':
          return this.#readInObject();
        case 'postValue':
          if (this.#readAfterValue()) return true;
          break;
        case 'finished':
          return this.#readAfterAll();
        default:
          return this.#readValue();
      }
    }
  }

  /** Goes to the next token that is no comment. */
  readContent(): boolean {
    do {
      if (!this.read()) return false;
    } while (this.#kind === 'Comment');
    return true;
  }

  #unexpected(char: string): never {
    return this.fail(`Unexpected character encountered while parsing value: ${char}.`);
  }

  #endOfText(): never {
    this.#at = this.text.length;
    return this.fail('Unexpected end when reading JSON.');
  }

  /** Skips white space and NUL and gives the character after it; the empty text at the end. */
  #skip(): string {
    for (;;) {
      const code = this.text.charCodeAt(this.#at);
      if (code > 0x20 && code < 0x7f) return this.text.charAt(this.#at);
      const char = this.text.charAt(this.#at);
      if (char === '\n' || char === '\r') this.#newLine(char);
      else if (char === '\0' || isSpace(char)) this.#at++;
      else return char;
    }
  }

  #newLine(char: string): void {
    this.#at++;
    if (char === '\r' && this.text.charAt(this.#at) === '\n') this.#at++;
    this.#line++;
    this.#lineStart = this.#at;
  }

  #readInObject(): boolean {
    const char = this.#skip();
    switch (char) {
      case '':
        return false;
      case '}':
        this.#close('EndObject');
        this.#at++;
        return true;
      case '/':
        this.#readComment();
        return true;
      default:
        this.#readName(char);
        return true;
    }
  }

  #readName(char: string): void {
    if (char !== '"' && char !== "'" && !isWordChar(char)) this.fail(`Invalid property identifier character: ${char}.`);
    const name = char === '"' || char === "'" ? this.#readQuoted(char) : this.#readWord();
    const after = this.#skip();
    if (after !== ':') this.fail(`Invalid character after parsing property name. Expected ':' but got: ${after === '' ? '\0' : after}.`);
    this.#at++;
    this.#set('PropertyName', name);
    this.#state = 'property';
    const place = this.#places.at(-1);
    if (place !== undefined) place.name = name;
  }

  #readWord(): string {
    const start = this.#at;
    for (;;) {
      const char = this.text.charAt(this.#at);
      if (char === '') return this.fail('Unexpected end while parsing unquoted property name.');
      if (!isWordChar(char)) {
        if (char === ':' || char === '\0' || isSpace(char)) return this.text.slice(start, this.#at);
        return this.fail(`Invalid JavaScript property identifier character: ${char}.`);
      }
      this.#at++;
    }
  }

  #readQuoted(quote: '"' | "'"): string {
    const start = this.#at + 1;
    const close = this.text.indexOf(quote, start);
    const plain = close < 0 ? undefined : this.text.slice(start, close);
    if (plain !== undefined && !needsCare.test(plain)) {
      this.#at = close + 1;
      this.#budget.allocate(plain.length);
      return plain;
    }
    const found = readQuoted(this.text, this.#at + 1, quote);
    this.#line += found.lines;
    if (found.lines > 0) this.#lineStart = found.lineStart;
    this.#at = found.end;
    if (found.problem !== undefined) this.fail(found.problem);
    this.#budget.allocate(found.text.length);
    return found.text;
  }

  #readAfterValue(): boolean {
    const char = this.#skip();
    switch (char) {
      case '':
        this.#state = 'finished';
        return false;
      case '}':
        return this.#step('EndObject');
      case ']':
        return this.#step('EndArray');
      case ')':
        return this.#step('EndConstructor');
      case '/':
        this.#readComment();
        return true;
      case ',': {
        this.#at++;
        const place = this.#places.at(-1);
        this.#state = place === undefined ? 'finished' : inside[place.kind];
        return false;
      }
      default:
        return this.fail(`After parsing a value an unexpected character was encountered: ${char}.`);
    }
  }

  #readAfterAll(): boolean {
    const char = this.#skip();
    if (char === '/') {
      this.#readComment();
      return true;
    }
    if (char !== '') this.fail(`Additional text encountered after finished reading JSON content: ${char}.`);
    this.#set('None', null);
    return false;
  }

  #readValue(): boolean {
    const char = this.#skip();
    switch (char) {
      case '':
        return false;
      case '"':
      case "'":
        this.#textValue(this.#readQuoted(char));
        return true;
      case 't':
        return this.#literal('true', 'Boolean', true, 'Error parsing boolean value.');
      case 'f':
        return this.#literal('false', 'Boolean', false, 'Error parsing boolean value.');
      case 'n':
        return this.#nullOrNew();
      case 'N':
        return this.#literal('NaN', 'Float', new Box(DOUBLE, Number.NaN), 'Error parsing NaN value.');
      case 'I':
        return this.#literal('Infinity', 'Float', new Box(DOUBLE, Number.POSITIVE_INFINITY), 'Error parsing Infinity value.');
      case '-':
        if (this.text.charAt(this.#at + 1) !== 'I') return this.#number();
        return this.#literal('-Infinity', 'Float', new Box(DOUBLE, Number.NEGATIVE_INFINITY), 'Error parsing -Infinity value.');
      case '/':
        this.#readComment();
        return true;
      case 'u':
        return this.#literal('undefined', 'Undefined', null, 'Error parsing undefined value.');
      case '{':
        return this.#open('StartObject', 'Object', null);
      case '[':
        return this.#open('StartArray', 'Array', null);
      case ']':
        return this.#step('EndArray');
      case ')':
        return this.#step('EndConstructor');
      case ',':
        // The comma stays for the next step, so that several missing items come one by one.
        this.#finishValue('Undefined', null);
        return true;
      default:
        if ((char >= '0' && char <= '9') || char === '.' || isCharacter('number', char)) return this.#number();
        return this.#unexpected(char);
    }
  }

  #textValue(text: string): void {
    this.#source = text;
    const date = dateIn(text, this.#options);
    if (date === undefined) this.#finishValue('String', text);
    else this.#finishValue('Date', date);
  }

  #nullOrNew(): boolean {
    const next = this.text.charAt(this.#at + 1);
    if (next === 'u') return this.#literal('null', 'Null', null, 'Error parsing null value.');
    if (next === 'e') return this.#constructorStart();
    if (next !== '') return this.#unexpected('n');
    this.#at++;
    return this.#endOfText();
  }

  /** A word that must be followed by a separator. */
  #literal(word: string, kind: TokenKind, value: unknown, problem: string): boolean {
    if (!this.#match(word)) this.fail(problem);
    this.#source = word;
    this.#finishValue(kind, value);
    return true;
  }

  #match(word: string): boolean {
    if (this.#at + word.length > this.text.length) this.#endOfText();
    for (let i = 0; i < word.length; i++)
      if (this.text.charAt(this.#at + i) !== word.charAt(i)) {
        this.#at += i;
        return false;
      }
    this.#at += word.length;
    return isSeparator(this.text, this.#at, this.#state === 'constructor' || this.#state === 'constructorStart');
  }

  #constructorStart(): boolean {
    if (!this.#match('new')) this.fail('Unexpected content while parsing JSON.');
    this.#skip();
    const start = this.#at;
    while (isCharacter('letterOrDigit', this.text.charAt(this.#at))) this.#at++;
    const name = this.text.slice(start, this.#at);
    if (this.#at >= this.text.length) this.fail('Unexpected end while parsing constructor.');
    const char = this.#skip();
    if (char !== '(') this.fail(`Unexpected character while parsing constructor: ${char}.`);
    return this.#open('StartConstructor', 'Constructor', name);
  }

  #number(): boolean {
    const start = this.#at;
    const first = this.text.charAt(start);
    while (isNumberUnit(this.text.charCodeAt(this.#at))) this.#at++;
    const text = this.text.slice(start, this.#at);
    const after = this.text.charAt(this.#at);
    if (
      after !== ',' &&
      after !== '}' &&
      after !== ']' &&
      after !== '' &&
      after !== '\0' &&
      after !== ')' &&
      after !== '/' &&
      !isSpace(after)
    )
      this.fail(`Unexpected character encountered while parsing number: ${after}.`);
    this.#finishValue('Integer', null);
    this.#source = text === '' ? first : text;
    const found = numberOfText(this.#source, this.#options.floats);
    if (typeof found === 'string') this.fail(found);
    this.#set(found.kind, found.value);
    return true;
  }

  #readComment(): void {
    this.#at++;
    const opening = this.text.charAt(this.#at);
    // A slash and one more character at the very end are too short for a comment.
    if (this.#at + 1 >= this.text.length) this.fail('Unexpected end while parsing comment.');
    if (opening !== '*' && opening !== '/') this.fail(`Error parsing comment. Expected: *, got ${opening}.`);
    const start = ++this.#at;
    const end = opening === '*' ? this.text.indexOf('*/', start) : this.text.slice(start).search(/[\r\n]|$/) + start;
    const stop = end < 0 ? this.text.length : end;
    while (this.#at < stop) {
      const char = this.text.charAt(this.#at);
      if (char === '\n' || char === '\r') this.#newLine(char);
      else this.#at++;
    }
    if (end < 0) this.fail('Unexpected end while parsing comment.');
    if (opening === '*') this.#at = stop + 2;
    this.#set('Comment', this.text.slice(start, stop));
  }

  #set(kind: TokenKind, value: unknown): void {
    this.#kind = kind;
    this.#value = value;
  }

  #finishValue(kind: TokenKind, value: unknown): void {
    this.#set(kind, value);
    const place = this.#places.at(-1);
    this.#state = place === undefined ? 'finished' : 'postValue';
    if (place !== undefined && place.kind !== 'Object') place.index++;
  }

  #open(kind: TokenKind, container: Place['kind'], value: unknown): boolean {
    this.#at++;
    this.#budget.allocate(1);
    const outer = this.#places.at(-1);
    if (outer !== undefined && outer.kind !== 'Object') outer.index++;
    this.#places.push({ kind: container, name: undefined, index: -1 });
    this.#set(kind, value);
    this.#state = opened[container];
    return true;
  }

  #step(kind: keyof typeof closes): boolean {
    this.#at++;
    this.#close(kind);
    return true;
  }

  #close(kind: keyof typeof closes): void {
    this.#set(kind, null);
    const place = this.#places.pop();
    const container = place?.kind ?? 'None';
    if (container !== closes[kind]) this.fail(`JsonToken ${kind} is not valid for closing JsonType ${container}.`);
    this.#state = this.#places.length === 0 ? 'finished' : 'postValue';
  }
}
