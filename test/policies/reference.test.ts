import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/policies/catalogue.ts';
import { prettyXml } from '../../src/policies/reference/pretty-xml.ts';
import { referencePages } from '../../src/policies/reference/reference-page.ts';

const docs = join(dirname(fileURLToPath(import.meta.url)), '../../docs');
const pages = referencePages(catalogue);
const whole = [...pages.values()].join('\n');

describe('the reference of policies', () => {
  it.each([...pages])('docs/%s is current (node scripts/generate-policy-docs.mjs)', (file, text) => {
    expect(readFileSync(join(docs, file), 'utf8')).toBe(text);
  });

  it('has no other pages', () => {
    const found = readdirSync(join(docs, 'policies')).map((file) => `policies/${file}`);
    expect(found.sort()).toEqual([...pages.keys()].filter((file) => file !== 'policies.md').sort());
  });

  it.each([...catalogue.keys()])('describes <%s>', (name) => {
    expect([...pages.values()].filter((text) => text.includes(`\n## ${name}\n`))).toHaveLength(1);
    expect(pages.get('policies.md')).toContain(`#${name})`);
  });

  it('gives every element that cannot run its sentence', () => {
    for (const [name, { definition }] of catalogue) {
      if (definition.form !== 'unsupported') continue;
      const { because = '' } = definition;
      expect(because, name).not.toBe('');
      expect(pages.get('policies.md'), name).toContain(because.slice(1).replaceAll('<', '&lt;'));
    }
  });

  it('links to headings that are there', () => {
    for (const [file, text] of pages)
      for (const [, target = '', anchor = ''] of text.matchAll(/\]\(([^)#\s]*)#([^)\s]+)\)/g)) {
        const page = target === '' ? file : target.startsWith('policies/') ? target : `policies/${target}`;
        expect(pages.get(page), `${file}: ${target}#${anchor}`).toContain(`\n## ${anchor}\n`);
      }
  });

  it('shows no HTML by mistake', () => {
    const prose = whole
      .replaceAll(/```[\s\S]*?```/g, '')
      .replaceAll(/``[^\n]*?``|`[^`\n]*`/g, '')
      .replaceAll(/<!--.*?-->/g, '');
    expect(prose.match(/<[^\n]{0,40}/g) ?? []).toEqual([]);
  });
});

describe('examples on lines of their own', () => {
  const examples = [...catalogue.values()].flatMap(({ definition }) => definition.examples.map(({ xml }) => xml));
  it('are the same XML', () => {
    for (const xml of examples) if (!xml.includes('\n')) expect(prettyXml(xml).replaceAll(/\n */g, '')).toBe(xml);
  });

  it.each([
    ['<a x="1>2"><b/><c>@(d < e)</c></a>', '<a x="1>2">\n  <b/>\n  <c>@(d < e)</c>\n</a>'],
    ["<a><!-- x --><b y='\"'>t</b></a>", "<a>\n  <!-- x -->\n  <b y='\"'>t</b>\n</a>"],
    ['<a><b></b></a>', '<a>\n  <b>\n  </b>\n</a>'],
    ['<a\n>', '<a\n>'],
  ])('%s', (xml, wanted) => expect(prettyXml(xml)).toBe(wanted));
});
