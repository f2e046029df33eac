import type { Budget } from '../../budget.ts';
import { type RuntimeType, runtimeType } from '../runtime-type.ts';
import type { StringBuilder } from '../text/string-builder/value.ts';
import { NetException, netType } from '../values.ts';

const STRING_WRITER = runtimeType('System.IO.StringWriter');

/** System.IO.StringWriter: texts that are written into a builder. */
export class StringWriter {
  readonly builder: StringBuilder;
  newLine = '\n';
  #closed = false;

  constructor(builder: StringBuilder) {
    this.builder = builder;
  }

  get [netType](): RuntimeType {
    return STRING_WRITER;
  }

  write(budget: Budget, text: string): void {
    if (this.#closed) throw new NetException('System.ObjectDisposedException', 'Cannot write to a closed TextWriter.');
    this.builder.append(budget, text);
  }

  writeLine(budget: Budget, text: string): void {
    this.write(budget, text + this.newLine);
  }

  close(): void {
    this.#closed = true;
  }

  toString(): string {
    return this.builder.toString();
  }
}
