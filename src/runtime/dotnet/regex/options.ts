/** The bits of RegexOptions. */
export const ignoreCase = 1;
export const multiline = 2;
export const explicitCapture = 4;
export const compiled = 8;
export const singleline = 16;
export const ignorePatternWhitespace = 32;
export const rightToLeft = 64;
export const ecmaScript = 256;
export const cultureInvariant = 512;

const withEcmaScript = ecmaScript | ignoreCase | multiline | compiled | cultureInvariant;

/** Whether the bits are options at all, and may stand together. */
export const areOptions = (bits: number): boolean =>
  bits >= 0 && bits < 1024 && ((bits & ecmaScript) === 0 || (bits & ~withEcmaScript) === 0);
