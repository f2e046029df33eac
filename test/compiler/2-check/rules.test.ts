import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { rules } from '../../../src/compiler/2-check/lint/catalogue.ts';
import { type BadExample, type RuleDefinition, type RuleExample, ruleName } from '../../../src/compiler/2-check/lint/define.ts';
import { indexPage, rulePage } from '../../../src/compiler/2-check/lint/reference-page.ts';
import { applied, linted, unmarked } from '../../support/linted.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const named = rules.map((rule) => [rule.code, rule] as const);

describe.each(named)('%s', (_code, rule) => {
  it('is well formed', () => {
    expect(rule.code).toMatch(/^[a-z]+\/[a-z]+(-[a-z0-9]+)*$/);
    expect(rule.summary).toMatch(/^[A-Z].*\.$/);
    expect(rule.why).toMatch(/\.$/);
    expect(rule.examples.bad.length).toBeGreaterThan(0);
    expect(rule.examples.good.length).toBeGreaterThan(0);
    for (const { text, help } of Object.values(rule.messages)) {
      expect(text).toMatch(/^[a-z`<{]/);
      expect(text).not.toMatch(/[.!]$|\n/);
      expect(help ?? '').not.toMatch(/[.!]$|\n/);
    }
  });

  it.each(rule.examples.bad.map((example, i) => [i, example] as const))('finds what is bad %i', (_i, example) => {
    const { marks } = unmarked(example.xml);
    expect(marks.length).toBeGreaterThan(0);
    const { findings, errors } = linted(example, [rule]);
    expect(errors).toEqual([]);
    expect(findings.map(({ marked }) => marked)).toEqual(marks);
    for (const { message } of findings) expect(message).not.toMatch(/\{[A-Za-z]+\}/);
  });

  it.each(rule.examples.good.map((example, i) => [i, example] as const))('is silent about what is good %i', (_i, example) => {
    const { findings, errors } = linted(example, [rule]);
    expect(errors).toEqual([]);
    expect(findings).toEqual([]);
  });

  it.each(fixedExamples(rule))('mends what it can %i', (_i, example, fixed) => {
    const mended = applied(example, rule);
    expect(mended).toBe(fixed);
    expect(linted({ ...example, xml: fixed }, [rule])).toEqual({ findings: [], errors: [] });
  });

  it('says whether it mends', () => {
    const mends = rule.examples.bad.some((example) => applied(example, rule) !== unmarked(example.xml).xml);
    expect(rule.fixes ?? false).toBe(mends);
  });

  it('has a page that is current', () => {
    expect(readFileSync(join(root, 'docs/rules', `${ruleName(rule)}.md`), 'utf8')).toBe(rulePage(rule));
  });
});

function fixedExamples(rule: RuleDefinition): readonly (readonly [number, RuleExample, string])[] {
  return rule.examples.bad.flatMap((example: BadExample, i) => (example.fixed === undefined ? [] : [[i, example, example.fixed] as const]));
}

describe('the rules', () => {
  const folder = join(root, 'src/compiler/2-check/rules');

  it('are all in the catalogue, in files of their names', () => {
    const files = readdirSync(folder).map((file) => file.replace(/\.ts$/, ''));
    expect(rules.map(ruleName).sort()).toEqual(files.sort());
    expect(new Set(rules.map(({ code }) => code)).size).toBe(rules.length);
    expect(rules.length).toBeGreaterThanOrEqual(25);
  });

  it('never import what runs them', () => {
    const offenders = readdirSync(folder).flatMap((file) =>
      [...readFileSync(join(folder, file), 'utf8').matchAll(/^import (?!type )[^;]*from '([^']+)'/gm)]
        .map(([, from = '']) => from)
        .filter((from) => /\/lint\/(?!define|options)|\/rules\/|compile\.ts|document-view/.test(from))
        .map((from) => `${file}: ${from}`),
    );
    expect(offenders).toEqual([]);
  });

  it('have no page without a rule, and an index that is current', () => {
    const pages = readdirSync(join(root, 'docs/rules')).map((file) => file.replace(/\.md$/, ''));
    expect(pages.sort()).toEqual([...rules.map(ruleName), 'README'].sort());
    expect(readFileSync(join(root, 'docs/rules/README.md'), 'utf8')).toBe(indexPage(rules));
    expect(existsSync(join(root, 'docs/rules/README.md'))).toBe(true);
  });
});
