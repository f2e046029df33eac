import { describe, expect, it } from 'vitest';
import { github } from '../../../src/cli/reports/github.ts';
import { Source } from '../../../src/diagnostics/source.ts';
import { visible } from '../../../src/diagnostics/visible.ts';
import { finding, hostile, options, results } from './findings.ts';

interface Command {
  readonly command: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

const unescapeData = (text: string): string => text.replaceAll('%0A', '\n').replaceAll('%0D', '\r').replaceAll('%25', '%');
const unescapeProperty = (text: string): string => unescapeData(text.replaceAll('%2C', ',').replaceAll('%3A', ':'));

/** Reads a line as the runner of GitHub Actions does: `::name key=value,key=value::data`. */
function parse(line: string): Command | undefined {
  const [, command, list, data] = /^::(\w+) ([^\r\n]*?)::([^\r\n]*)$/.exec(line) ?? [];
  if (command === undefined || list === undefined || data === undefined) return undefined;
  const properties = list.split(',').map((pair) => [pair.slice(0, pair.indexOf('=')), unescapeProperty(pair.slice(pair.indexOf('=') + 1))]);
  return { command, properties: Object.fromEntries(properties) as Record<string, string>, message: unescapeData(data) };
}

const commandsOf = (text: string): readonly Command[] => text.split('\n').flatMap((line) => parse(line) ?? []);

describe('the report for GitHub', () => {
  const commands = commandsOf(github(results, options));

  it('is one command for each finding, errors first', () => {
    expect(commands.map(({ command }) => command)).toEqual(['error', 'error', 'error', 'error', 'warning', 'notice']);
  });

  it('gives place and code', () => {
    expect(commands[0]).toEqual({
      command: 'error',
      properties: {
        file: 'sub/policies/a b/é#1.xml',
        line: '2',
        endLine: '2',
        col: '13',
        endColumn: '18',
        title: 'csharp/unknown-member CS1061',
      },
      message: 'a message\ndid you mean `z`?',
    });
  });

  it('gives no columns for what is on several lines', () => {
    expect(commands[4]?.properties).toEqual({ file: 'sub/policies/a b/é#1.xml', line: '3', endLine: '4', title: 'unsupported/policy' });
  });

  it('brings every text through', () => {
    // Line ends are escaped, what would steer a terminal is shown.
    const shown = hostile.replace(/[^\r]+/g, visible);
    expect(commands[4]?.message).toBe(`${shown}\n${shown}`);
    const odd = commandsOf(github({ files: 1, findings: [finding(new Source('a,b: %c.xml', '<a/>'), '<a')] }, options));
    expect(odd[0]?.properties['file']).toBe('sub/a,b: %c.xml');
  });

  it('says when GitHub will not show all', () => {
    const many = (count: number) => ({
      files: 1,
      findings: Array.from({ length: count }, () => finding(new Source('a.xml', '<a/>'), '<a')),
    });
    expect(github(many(10), options)).not.toContain('GitHub shows');
    expect(github(many(11), options)).toContain('GitHub shows the first 10 annotations of a kind');
  });
});
