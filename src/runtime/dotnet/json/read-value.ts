import { JValue } from './token.ts';

/** A value that remembers the text it was read from: what a `string` or `decimal` of .NET is read from. */
export class ReadValue extends JValue {
  readonly text: string;

  constructor(value: unknown, kind: number, text: string) {
    super(value, kind);
    this.text = text;
  }
}
