const chunk = 8192;

/** A text of UTF-16 units. */
export function textOf(units: Uint16Array): string {
  if (units.length <= chunk) return String.fromCharCode(...units);
  let text = '';
  for (let i = 0; i < units.length; i += chunk) text += String.fromCharCode(...units.subarray(i, i + chunk));
  return text;
}

/** What stands for a character that cannot be written or read. */
export const replacement = 0xfffd;

export const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
export const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;

/** Does something with every code point of a text; halves of pairs that stand alone are replaced. */
export function eachCodePoint(text: string, act: (codePoint: number) => void): void {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (!isHigh(unit) && !isLow(unit)) act(unit);
    else if (isHigh(unit) && isLow(text.charCodeAt(i + 1))) act(text.codePointAt(i++) ?? replacement);
    else act(replacement);
  }
}
