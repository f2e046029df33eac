import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { documentSchema } from '../src/config/schema/document.ts';
import { brief, read } from './config/reading.ts';
import { errorsIn } from './support/document-check.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Pages that people write; those that are generated have tests of their own. */
const pages = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`)].filter(
  (page) => page.endsWith('.md') && !readFileSync(join(root, page), 'utf8').includes('<!-- Generated'),
);

const blocks = (kind: string): (readonly [name: string, text: string])[] =>
  pages.flatMap((page) => {
    const text = readFileSync(join(root, page), 'utf8');
    return [...text.matchAll(new RegExp(`^( *)\`\`\`${kind}\\n([\\s\\S]*?)^ *\`\`\`$`, 'gm'))].map(
      ([, indent = '', body = '']): [string, string] => [
        `${page} ${body.trim().split('\n')[0]}`,
        body.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
      ],
    );
  });

const everyFile = { stamp: () => '1', read: () => 'a secret' };
const sections = Object.keys(documentSchema.shape);

describe('examples of policies in the documentation', () => {
  it.each(blocks('xml'))('%s', (_name, text) => {
    const whole = /<(?:policies|fragment|http-data-source)[\s>]/.test(text) ? text : `<policies><inbound>${text}</inbound></policies>`;
    expect(errorsIn(whole)).toEqual([]);
  });
});

describe('examples of the configuration in the documentation', () => {
  const configurations = blocks('yaml').filter(([, text]) => sections.some((section) => new RegExp(`^${section}:`, 'm').test(text)));
  it.each(configurations)('%s', (_name, text) => {
    const whole = /^subgraphs:/m.test(text) ? text : `${text}\nsubgraphs: { crm: { url: "https://crm.example.com/graphql" } }\n`;
    const env = Object.fromEntries(
      [...whole.matchAll(/\$\{env\.(\w+)\}/g)].map(([, name = '']) => [name, name.endsWith('URL') ? 'redis://localhost' : 'a secret']),
    );
    expect(
      read(whole, { env, files: everyFile })
        .findings.map(brief)
        .filter((finding) => !finding.startsWith('~')),
    ).toEqual([]);
  });

  it('are there', () => {
    expect(configurations.length).toBeGreaterThan(0);
  });
});

describe('links of the documentation', () => {
  it.each(pages)('of %s lead somewhere', (page) => {
    const links = [...readFileSync(join(root, page), 'utf8').matchAll(/\]\((?!https?:)([^)#\s]+)[^)]*\)/g)].map(([, to = '']) => to);
    expect(links.filter((to) => !existsSync(join(root, dirname(page), to)))).toEqual([]);
  });
});
