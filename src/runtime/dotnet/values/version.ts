import { equalTo, hashKey, type Structural } from '../equals.ts';
import { argument, argumentNull, badFormat, outOfRange, overflow } from '../failures.ts';
import { type RuntimeType, runtimeType } from '../runtime-type.ts';
import { netType } from '../values.ts';

const versionType = runtimeType('System.Version');

/** System.Version: two to four numbers; what is missing is -1. */
export class Version implements Structural {
  readonly parts: readonly number[];

  constructor(parts: readonly number[]) {
    if (parts.some((part) => part < 0)) outOfRange('version', "Version's parameters must be greater than or equal to zero.");
    this.parts = parts;
  }

  get [netType](): RuntimeType {
    return versionType;
  }

  part(index: number): number {
    return this.parts[index] ?? -1;
  }

  toString(count = this.parts.length): string {
    if (count < 0 || count > this.parts.length) argument(`Argument must be between 0 and ${this.parts.length}.`, 'fieldCount');
    return this.parts.slice(0, count).join('.');
  }

  compareTo(other: unknown): number {
    if (other === null) return 1;
    if (!(other instanceof Version)) return argument('Object must be of type Version.');
    for (let i = 0; i < 4; i++) {
      const difference = this.part(i) - other.part(i);
      if (difference !== 0) return Math.sign(difference);
    }
    return 0;
  }

  [equalTo](other: unknown): boolean {
    return other instanceof Version && this.compareTo(other) === 0;
  }

  [hashKey](): string {
    return this.parts.join('.');
  }
}

/** Undefined when the text is no version. */
export function readVersion(text: string): Version | undefined {
  const parts = text.split('.');
  if (parts.length < 2 || parts.length > 4 || !parts.every((part) => /^\s*\+?\d+\s*$/.test(part))) return undefined;
  const numbers = parts.map(Number);
  return numbers.every((part) => part <= 2147483647) ? new Version(numbers) : undefined;
}

export function parseVersion(text: string | null, param: string): Version {
  if (text === null) argumentNull(param);
  const found = readVersion(text);
  if (found !== undefined) return found;
  const parts = text.split('.');
  if (parts.length < 2 || parts.length > 4) argument('Version string portion was too short or too long.', param);
  return parts.every((part) => /^\s*\+?\d+\s*$/.test(part))
    ? overflow('Value was either too large or too small for an Int32.')
    : badFormat();
}
