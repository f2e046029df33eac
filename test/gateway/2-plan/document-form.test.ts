import { describe, expect, it } from 'vitest';
import { digestOf } from '../../../src/gateway/1-accept/operations/persisted-queries.ts';
import { DocumentForms } from '../../../src/gateway/2-plan/document-form.ts';

const judge = (text: string, tokens = 15_000) => new DocumentForms({ tokens, brackets: 10 }, digestOf).judge(text);
const times = (count: number, text: string): string => text.repeat(count);
const long = '"'.concat(times(2_000, 'x'), '"');

describe('brackets', () => {
  it.each([
    ['as many as may be', `${times(10, '{')}${times(10, '}')}`, 'good'],
    ['one more', times(11, '{'), 'nested'],
    ['of several kinds', `{ a(b: [${times(8, '{c:')}`, 'nested'],
    ['one after the other', times(100, '{a}'), 'good'],
    ['in a string', `{ a(b: "${times(20, '[')}") }`, 'good'],
    ['in a string with a mark', `{ a(b: "\\"${times(20, '[')}") }`, 'good'],
    ['behind a string with a mark', `{ a(b: "\\\\") ${times(20, '[')} }`, 'nested'],
    ['in a block string', `{ a(b: """ " \\""" ${times(20, '[')} """) }`, 'good'],
    ['behind a block string', `{ a(b: """x""") ${times(20, '[')} }`, 'nested'],
    ['behind an empty string', `{ a(b: "") ${times(20, '[')} }`, 'nested'],
    ['in a comment', `{ a # ${times(20, '[')}\n }`, 'good'],
    ['behind a comment', `{ a # x\r${times(20, '[')} }`, 'nested'],
    ['behind a string that does not end on its line', `{ a(b: "x\n${times(20, '[')} }`, 'nested'],
  ])('%s', (_what, text, form) => expect(judge(text)).toBe(form));
});

describe('fields', () => {
  const many = 800;
  it.each([
    ['of one name in one place', `{ a { ${times(many, 'b ')} } }`, 'repetitive'],
    ['of one name below fields of one name', `{ ${times(many, 'a{b}')} }`, 'repetitive'],
    [
      'of one name in fragments',
      `{ ...A ...B } fragment A on Q { ${times(many / 2, 'b ')} } fragment B on Q { ${times(many / 2, 'b ')} }`,
      'repetitive',
    ],
    ['of one name in inline fragments', `{ ${times(many, '...{b}')} }`, 'repetitive'],
    ['of one name in an operation that does not run', `query A { a } query B { ${times(many, 'b ')} }`, 'repetitive'],
    ['of names of their own', `{ ${Array.from({ length: many }, (_, i) => `f${i}`).join(' ')} }`, 'good'],
    ['of one name in places of their own', `{ ${Array.from({ length: many }, (_, i) => `f${i}: a { b }`).join(' ')} }`, 'good'],
    ['in a fragment that is spread often', `{ ${times(many, '...F ')} } fragment F on Q { a b c }`, 'good'],
    ['in a fragment that spreads itself', `{ ...F a(s: ${long}) } fragment F on Q { a { ...F } }`, 'repetitive'],
    ['of a text that does not parse', `{ ${times(many, 'b ')}`, 'good'],
    ['of a text that has too many words', `{ ${times(20_000, 'b ')} }`, 'good'],
  ])('%s', (_what, text, form) => {
    const forms = new DocumentForms({ tokens: 15_000, brackets: 10 }, digestOf);
    expect([forms.judge(text), forms.judge(text)]).toEqual([form, form]);
  });
});
