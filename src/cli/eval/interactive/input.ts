import { scanCSharp } from '../../../compiler/1-parse/xml/scan-csharp.ts';

/** What was typed, as an expression that stands alone: a text without `@( )` is what stands inside. */
export const asExpression = (text: string): string => (/^\s*@[({]/.test(text) ? text : `@(${text})`);

/** Whether more lines must come: the bracket of `@(` or `@{` is still open. Without them a line is whole. */
export function isOpen(text: string): boolean {
  const start = text.length - text.trimStart().length;
  const closer = { '@(': ')', '@{': '}' }[text.slice(start, start + 2)];
  if (closer !== ')' && closer !== '}') return false;
  return scanCSharp(text, start + 2, closer, { kind: 'decoded' }).kind === 'open';
}
