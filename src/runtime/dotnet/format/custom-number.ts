import { type Digits, roundDigits } from './digits.ts';
import { exponentText } from './standard-number.ts';

/** Custom numeric formats: `#,##0.00;(#);'zero'`. */

type Part =
  | { readonly kind: 'digit'; readonly required: boolean }
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'point' }
  | { readonly kind: 'exponent'; readonly letter: string; readonly plus: boolean; readonly width: number };

interface Section {
  readonly parts: readonly Part[];
  /** Digit placeholders before the point, and behind it. */
  readonly whole: number;
  readonly decimals: number;
  /** Places of the first and the last `0`, counted like `whole` and `decimals`. */
  readonly requiredWhole: number;
  readonly requiredDecimals: number;
  readonly grouped: boolean;
  /** Powers of ten from `%`, `‰` and scaling commas. */
  readonly shift: number;
  readonly scientific: boolean;
}

/** Cuts a format at the semicolons that stand outside quotes. */
export function splitSections(format: string): string[] {
  const sections: string[] = [];
  let start = 0;
  for (let i = 0; i < format.length; i++) {
    const c = format[i];
    if (c === '\\') i++;
    else if (c === "'" || c === '"') {
      const end = format.indexOf(c, i + 1);
      i = end < 0 ? format.length : end;
    } else if (c === ';') {
      sections.push(format.slice(start, i));
      start = i + 1;
    }
  }
  sections.push(format.slice(start));
  return sections;
}

function exponentAt(format: string, i: number): { part: Part; length: number } | undefined {
  const found = /^([eE])([+-]?)(0+)/.exec(format.slice(i));
  if (found === null) return undefined;
  const [all, letter = 'E', sign = '', zeros = ''] = found;
  return { part: { kind: 'exponent', letter, plus: sign === '+', width: Math.min(10, zeros.length) }, length: all.length };
}

function parseSection(format: string): Section {
  const parts: Part[] = [];
  let whole = 0;
  let decimals = 0;
  let firstZero = -1;
  let lastZero = -1;
  let pointSeen = false;
  let commas = 0;
  let grouped = false;
  let shift = 0;
  let scientific = false;
  const literal = (text: string): void => {
    if (text !== '') parts.push({ kind: 'literal', text });
  };
  for (let i = 0; i < format.length; i++) {
    const c = format[i] ?? '';
    if (c === '0' || c === '#') {
      if (!pointSeen) {
        if (commas > 0 && whole > 0) grouped = true;
        commas = 0;
        if (c === '0' && firstZero < 0) firstZero = whole;
        whole++;
      } else {
        decimals++;
        if (c === '0') lastZero = decimals;
      }
      if (!pointSeen && c === '0') lastZero = 0;
      parts.push({ kind: 'digit', required: c === '0' });
    } else if (c === '.') {
      if (!pointSeen) parts.push({ kind: 'point' });
      if (!pointSeen) shift -= 3 * commas;
      pointSeen = true;
    } else if (c === ',') {
      if (!pointSeen && whole > 0) commas++;
    } else if (c === '%' || c === '‰') {
      shift += c === '%' ? 2 : 3;
      literal(c);
    } else if (c === "'" || c === '"') {
      const end = format.indexOf(c, i + 1);
      literal(format.slice(i + 1, end < 0 ? format.length : end));
      i = end < 0 ? format.length : end;
    } else if (c === '\\') {
      literal(format[i + 1] ?? '');
      i++;
    } else {
      const exponent = c === 'e' || c === 'E' ? exponentAt(format, i) : undefined;
      if (exponent === undefined) literal(c);
      else {
        parts.push(exponent.part);
        scientific = true;
        i += exponent.length - 1;
      }
    }
  }
  if (!pointSeen) shift -= 3 * commas;
  return {
    parts,
    whole,
    decimals,
    requiredWhole: firstZero < 0 ? 0 : whole - firstZero,
    requiredDecimals: Math.max(0, lastZero),
    grouped,
    shift,
    scientific,
  };
}

/** The section for a number, and whether its sign was used up by choosing it. */
function chooseSection(sections: readonly string[], number: Digits): { format: string; index: number } {
  const [positive = '', negative = '', zero = ''] = sections;
  if (number.digits === '' && sections.length > 2) return zero === '' ? { format: positive, index: 0 } : { format: zero, index: 2 };
  if (number.negative && number.digits !== '' && sections.length > 1 && negative !== '') return { format: negative, index: 1 };
  return { format: positive, index: 0 };
}

const shifted = (number: Digits, section: Section): Digits => {
  const moved = { ...number, scale: number.scale + (number.digits === '' ? 0 : section.shift) };
  return roundDigits(moved, section.scientific ? section.whole + section.decimals : moved.scale + section.decimals, false);
};

/** Writes `number` with a custom format. Doubles arrive rounded to 15 digits, as .NET does it. */
export function customText(number: Digits, format: string): string {
  const sections = splitSections(format);
  let chosen = chooseSection(sections, number);
  let section = parseSection(chosen.format);
  let rounded = shifted(number, section);
  if (rounded.digits === '' && number.digits !== '') {
    const again = chooseSection(sections, { ...rounded, negative: false });
    if (again.index !== chosen.index) {
      chosen = again;
      section = parseSection(chosen.format);
      rounded = shifted({ ...rounded, digits: '' }, section);
    }
  }
  const sign = number.negative && chosen.index === 0 && rounded.digits !== '' ? '-' : '';
  return sign + writeSection(rounded, section);
}

function writeSection(number: Digits, section: Section): string {
  const exponent = section.scientific && number.digits !== '' ? number.scale - section.whole : 0;
  const scale = section.scientific ? (number.digits === '' ? 0 : section.whole) : number.scale;
  const wholeDigits = Math.max(scale, section.requiredWhole, 0);
  let out = '';
  /** Place of the next whole digit, counted from the point: 1 is the ones. */
  let place = Math.max(wholeDigits, section.whole);
  const digitAt = (position: number): string => (position < 0 ? '0' : (number.digits[position] ?? '0'));
  const emitWhole = (): void => {
    if (place <= wholeDigits) {
      out += digitAt(scale - place);
      if (section.grouped && place > 1 && (place - 1) % 3 === 0) out += ',';
    }
    place--;
  };
  let placeholders = section.whole;
  let fraction = 0;
  let afterPoint = false;
  for (const part of section.parts) {
    if (part.kind === 'literal') out += part.text;
    else if (part.kind === 'exponent') out += exponentWith(part, exponent);
    else if (part.kind === 'point') {
      while (place > 0) emitWhole();
      afterPoint = true;
      if (section.requiredDecimals > 0 || number.digits.length > Math.max(scale, 0) || (scale < 0 && number.digits !== '')) out += '.';
    } else if (afterPoint) {
      fraction++;
      const position = scale + fraction - 1;
      if (fraction <= section.requiredDecimals || position < number.digits.length) out += digitAt(position);
    } else {
      // Digits beyond the placeholders belong to the first one.
      while (place > placeholders) emitWhole();
      emitWhole();
      placeholders--;
    }
  }
  return out;
}

function exponentWith(part: Extract<Part, { kind: 'exponent' }>, exponent: number): string {
  const text = exponentText(exponent, part.letter, part.width);
  return part.plus || exponent < 0 ? text : text.replace('+', '');
}
