import type { SectionName } from '../../../runtime/handler.ts';

/** The sections of a document, in the order in which they run. */
export const sectionNames: readonly SectionName[] = ['inbound', 'backend', 'outbound', 'on-error'];

/** The parts of a resolver's document, and which section of an exchange the policies of each are. */
export const resolverParts: ReadonlyMap<string, SectionName> = new Map([
  ['http-request', 'inbound'],
  ['backend', 'backend'],
  ['http-response', 'outbound'],
]);

/** The section that a child of a document's root is, if it is one. */
export const sectionOf = (root: string, child: string): SectionName | undefined => {
  if (root === 'http-data-source') return resolverParts.get(child);
  return root === 'policies' && isSectionName(child) ? child : undefined;
};

export const isSectionName = (name: string): name is SectionName => (sectionNames as readonly string[]).includes(name);
