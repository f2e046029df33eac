import type { Codec } from './codec.ts';
import { isHigh, isLow, replacement, textOf } from './units.ts';

/** Halves of pairs that stand alone become replacement characters, in place. */
function repair(units: Uint16Array): void {
  for (let i = 0; i < units.length; i++) {
    const unit = units[i] ?? 0;
    if (isHigh(unit) && isLow(units[i + 1] ?? 0)) i++;
    else if (isHigh(unit) || isLow(unit)) units[i] = replacement;
  }
}

/** Two bytes a unit. */
export function utf16(littleEndian: boolean): Codec {
  return {
    count: (text) => text.length * 2,
    encode(text) {
      const units = Uint16Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
      repair(units);
      const bytes = new Uint8Array(units.length * 2);
      const view = new DataView(bytes.buffer);
      for (const [i, unit] of units.entries()) view.setUint16(i * 2, unit, littleEndian);
      return bytes;
    },
    decode(bytes) {
      const whole = bytes.length >> 1;
      const units = new Uint16Array(whole + (bytes.length % 2));
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
      for (let i = 0; i < whole; i++) units[i] = view.getUint16(i * 2, littleEndian);
      if (units.length > whole) units[whole] = replacement;
      repair(units);
      return textOf(units);
    },
  };
}
