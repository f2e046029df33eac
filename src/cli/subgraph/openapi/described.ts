import { type Json, textIn } from './json.ts';

const mostSaid = 300;

/** The description of something, before it. */
export function described(schema: Json, indent: string): string {
  const text = (textIn(schema, 'description') ?? textIn(schema, 'title') ?? '')
    .replace(/<[^<>]*>/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return text === '' ? '' : `${indent}${JSON.stringify(text.length > mostSaid ? `${text.slice(0, mostSaid - 1)}…` : text)}\n`;
}
