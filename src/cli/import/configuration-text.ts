import { stringify } from 'yaml';
import type { Draft, Plain } from './project/draft.ts';

/** Sections in the order in which they stand, with the sentence above each. */
const order: readonly (readonly [section: string, comment: string])[] = [
  ['apis', 'APIs that are passed on over HTTP. The document of <name> is policies/apis/<name>.xml; its <base /> is policies/global.xml.'],
  ['backends', 'Addresses that `set-backend-service` names by `backend-id`.'],
  ['namedValues', 'What documents write as {{name}}.'],
  ['identity', 'Who the gateway is: access policies that named the identity of the service say `gateway: true`.'],
  ['callers', 'Products, and the clients that show a key.'],
  [
    'providers',
    'Who gives tokens. Secrets are references, and tokens are in no export: connections that need a consent are connected once.',
  ],
];

/** The text of `fedpass.yaml`. */
export function configurationText({ sections }: Draft, source: string): string {
  const parts = order.flatMap(([section, comment]) => {
    const value = sectionOf(section, sections);
    return value === undefined ? [] : [`# ${comment}\n${stringify({ [section]: value }, { lineWidth: 0, flowCollectionPadding: true })}`];
  });
  const head = `# Imported from ${source}. What could not be carried over was told then; \`fedpass import\` tells it again.\n`;
  return [head, ...parts].join('\n');
}

function sectionOf(section: string, sections: ReadonlyMap<string, ReadonlyMap<string, Plain>>): Plain | undefined {
  const own = [...(sections.get(section) ?? [])];
  const below = [...sections].filter(([name]) => name.startsWith(`${section}.`));
  const inner = below.map(([name, entries]): [string, Plain] => [name.slice(section.length + 1), fromEntries([...entries])]);
  return own.length + inner.length === 0 ? undefined : fromEntries([...own, ...inner]);
}

const fromEntries = (entries: readonly (readonly [string, Plain])[]): Plain => {
  const map: Record<string, Plain> = Object.create(null);
  for (const [name, value] of entries) map[name] = value;
  return map;
};
