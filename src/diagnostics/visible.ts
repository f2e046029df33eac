/**
 * What has no shape of its own, or changes how what follows is shown: control characters but line ends and tabs, and the marks that turn the
 * direction of a line (Unicode Bidirectional Algorithm, 2), with which a text can look like another one.
 */
const hidden = /(?![\t\n])[\p{Cc}\u200E\u200F\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu;

/** A text as it may go to a terminal: each such character becomes one that is seen, so that columns stay where they are. */
export const visible = (text: string): string => text.replace(hidden, shape);

/** The picture of a control character (U+2400 and what follows); of what has none, the replacement character. */
function shape(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : '\uFFFD';
}
