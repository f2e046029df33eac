import { describe, expect, it } from 'vitest';
import { references, shape, syntax, warnings } from './bad-documents.ts';
import { brief, filesOf, read } from './reading.ts';

const sources = { env: { HOST: 'graph.example', EMPTY: '' }, files: filesOf({ '/run/empty': '' }) };

describe.each([
  ['syntax', syntax],
  ['shape', shape],
  ['references', references],
])('%s', (_, documents) => {
  it.each(documents)('refuses %s', (_title, text, expected) => {
    const { config, findings } = read(text, sources);
    expect(findings.map(brief)).toEqual(expected);
    expect(config).toBeUndefined();
  });
});

describe('warnings', () => {
  it.each(warnings)('warns of %s', (_, text, expected) => {
    const { config, findings } = read(text, sources);
    expect(findings.map(brief)).toEqual(expected);
    expect(config).toBeDefined();
  });
});

describe('messages', () => {
  const all = [...syntax, ...shape, ...references, ...warnings].flatMap(([, text]) => read(text, sources).findings);

  it.each(all.map((finding) => [finding.code, finding] as const))('%s is worded as messages are', (_, { message, help = '' }) => {
    expect(message).toMatch(/^[a-z`]/);
    expect(message).not.toMatch(/\.$|\n|\{[a-z]+\}/);
    expect(help).not.toMatch(/\.$|\n/);
  });

  it('names the nearest key and offers to write it', () => {
    const [finding] = read('subgraphs: { crm: { url: "https://x", timout: 5s } }').findings;
    expect(finding?.help).toBe('did you mean `timeout`?');
    expect(finding?.fix?.edits).toEqual([{ span: finding?.span, text: 'timeout' }]);
  });

  it('counts a byte order mark and carriage returns', () => {
    const { findings } = read('\uFEFFsubgraphs: {}\r\nlisten: { prt: 1 }\r\n');
    expect(findings.map(brief)).toEqual(['config/no-subgraphs 1:2-1:11', 'config/unknown-key 2:11-2:14']);
  });

  it('points at the first of two equal keys', () => {
    const [finding] = read('listen: {}\nlisten: {}\n').findings;
    expect(finding?.related?.map(({ span }) => span)).toEqual([{ start: 0, end: 6 }]);
  });

  it('shows what is written, not what a reference stands for', () => {
    const { findings } = read(`subgraphs: { crm: { url: "https://x", kind: "\${env.KIND}" } }`, { env: { KIND: 'canary' } });
    expect(findings.map(({ message }) => message)).toEqual([`\`subgraphs.crm.kind\` cannot be \`\${env.KIND}\``]);
  });
});
