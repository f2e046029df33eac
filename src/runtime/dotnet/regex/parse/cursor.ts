import { boundaryUnits } from '../characters/unicode.ts';
import { faults, InvalidPattern } from './faults.ts';

const largest = 2147483647;

/** What may be part of a group's name. */
export const isWordCharacter = (c: string): boolean => /^[a-zA-Z0-9_]/.test(c) || (c !== '' && boundaryUnits.has(c.charCodeAt(0)));

/** A place in a pattern, and the small things that are read there. */
export class Cursor {
  readonly text: string;
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** The character here, or the empty text at the end. */
  get char(): string {
    return this.text[this.at] ?? '';
  }

  get done(): boolean {
    return this.at >= this.text.length;
  }

  peek(distance: number): string {
    return this.text[this.at + distance] ?? '';
  }

  next(): string {
    return this.text[this.at++] ?? '';
  }

  startsWith(text: string): boolean {
    return this.text.startsWith(text, this.at);
  }

  take(text: string): boolean {
    if (!this.startsWith(text)) return false;
    this.at += text.length;
    return true;
  }

  fail(fault: string): never {
    throw new InvalidPattern(this.text, this.at, fault);
  }

  /** Any number of decimal digits. */
  decimal(): number {
    let value = 0;
    while (this.char >= '0' && this.char <= '9') {
      value = value * 10 + Number(this.next());
      if (value > largest) this.fail(faults.groupOutOfRange);
    }
    return value;
  }

  /** Word characters, as many as there are. */
  name(): string {
    const start = this.at;
    while (!this.done && isWordCharacter(this.char)) this.at++;
    return this.text.slice(start, this.at);
  }

  /** Exactly `count` hexadecimal digits. */
  hex(count: number): number {
    let value = 0;
    if (this.text.length - this.at < count) this.fail(faults.tooFewHex);
    for (let i = 0; i < count; i++) {
      const digit = this.next();
      if (!/^[0-9a-fA-F]$/.test(digit)) this.fail(faults.tooFewHex);
      value = value * 16 + Number.parseInt(digit, 16);
    }
    return value;
  }

  /** Up to three octal digits; the value is cut to eight bits. ECMAScript stops before the value would exceed them. */
  octal(ecma: boolean): number {
    let value = 0;
    for (let i = 0; i < 3 && this.char >= '0' && this.char <= '7'; i++) {
      value = value * 8 + Number(this.next());
      if (ecma && value >= 0x20) break;
    }
    return value & 0xff;
  }
}
