import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/policies/catalogue.ts';
import type { ElementSchema, PolicyDefinition } from '../../src/policies/define.ts';

const folder = join(dirname(fileURLToPath(import.meta.url)), '..');

/** The tests of policies, and of the gateway with policies in it. */
const texts = ['policies', 'gateway', 'compiler', 'cli', 'dev', 'e2e']
  .flatMap((room) => (readdirSync(join(folder, room), { recursive: true, encoding: 'utf8' }) as string[]).map((file) => join(room, file)))
  .filter((file) => file.endsWith('.ts') && file !== join('policies', 'attributes.test.ts'))
  .map((file) => readFileSync(join(folder, file), 'utf8'));

/** An attribute or child as it is written, and the schema that says so: policies may share one. */
interface Part {
  readonly written: string;
  readonly schema: object;
}

/** What a policy takes; what is in policies inside it is left to their own tests. */
function partsOf({ attributes = {}, children = {} }: ElementSchema): readonly Part[] {
  const own = Object.entries(attributes).flatMap(([name, schema]) => (schema.ofSite === true ? [] : [{ written: `${name}=`, schema }]));
  const inside = Object.entries(children).flatMap(([name, child]) => [
    { written: `<${name}`, schema: child },
    ...(child.policy === undefined ? partsOf(child.element) : []),
  ]);
  return [...own, ...inside];
}

/** Examples, and every test that speaks of the policy. */
const textsOf = ({ name, examples }: PolicyDefinition): readonly string[] => [
  ...examples.map(({ xml }) => xml),
  ...texts.filter((text) => text.includes(name)),
];

const runnable = [...catalogue.values()].map(({ definition }) => definition).filter(({ form }) => form !== 'unsupported');
const spoken = new Set<object>();
for (const definition of runnable) {
  const text = textsOf(definition).join('\n');
  for (const { written, schema } of partsOf(definition.element)) if (text.includes(written)) spoken.add(schema);
}

describe('every attribute and child of a policy that runs stands in a test or an example', () => {
  it.each(runnable.map((definition) => [definition.name, definition] as const))('%s', (_name, { element }) => {
    const missing = partsOf(element).filter(({ schema }) => !spoken.has(schema));
    expect(missing.map(({ written }) => written)).toEqual([]);
  });
});
