import { describe, expect, it } from 'vitest';
import { insertEntry } from '../../src/config/insert-entry.ts';

const value = { kind: 'graphql', url: 'https://api.example.com/graphql' };
const block = '  git:\n    kind: graphql\n    url: https://api.example.com/graphql\n';

describe('an entry is put into a section', () => {
  it.each([
    ['of a text that has none', 'store: file:x # kept\n', `store: file:x # kept\n\nsubgraphs:\n${block}`],
    ['of an empty text', '', `subgraphs:\n${block}`],
    [
      'that has nothing in it',
      '# a\nsubgraphs: # b\n\n# c\nlisten: { port: 1 }\n',
      `# a\nsubgraphs: # b\n${block}\n# c\nlisten: { port: 1 }\n`,
    ],
    [
      'behind the last, with comments kept',
      '# top\nsubgraphs:\n  crm: { url:   "http://a" }   # ours\n\n# next\nstore:   file:x\n',
      `# top\nsubgraphs:\n  crm: { url:   "http://a" }   # ours\n${block}\n# next\nstore:   file:x\n`,
    ],
    [
      'with the indentation of its neighbours',
      'subgraphs:\n    crm:\n        url: http://a',
      'subgraphs:\n    crm:\n        url: http://a\n    git:\n      kind: graphql\n      url: https://api.example.com/graphql\n',
    ],
    [
      'in braces',
      'subgraphs: { crm: { url: http://a } } # x\n',
      'subgraphs: { crm: { url: http://a }, git: { kind: graphql, url: https://api.example.com/graphql } } # x\n',
    ],
    ['in empty braces', 'subgraphs: {}\n', 'subgraphs: { git: { kind: graphql, url: https://api.example.com/graphql } }\n'],
    [
      'with the line ends of the text',
      'subgraphs:\r\n  a: { url: http://a }\r\n',
      `subgraphs:\r\n  a: { url: http://a }\r\n${block.replaceAll('\n', '\r\n')}`,
    ],
  ])('%s', (_what, text, expected) => expect(insertEntry(text, 'subgraphs', 'git', value)).toBe(expected));

  it('quotes a reference where braces would end it', () => {
    expect(insertEntry('providers: {}\n', 'providers', 'git', { id: '${env.ID}' })).toBe('providers: { git: { id: "${env.ID}" } }\n');
  });

  it.each([
    ['a text that is no map', '- a\n'],
    ['a map in braces', '{ subgraphs: {} }\n'],
    ['broken YAML', 'subgraphs: {\n'],
    ['a section that is a list', 'subgraphs: [a]\n'],
    ['an entry that is there', 'subgraphs:\n  git: { url: http://a }\n'],
    ['a section behind an alias', 'x: &x { a: { url: http://a } }\nsubgraphs: *x\n'],
  ])('nothing is put into %s', (_what, text) => expect(insertEntry(text, 'subgraphs', 'git', value)).toBeUndefined());
});
