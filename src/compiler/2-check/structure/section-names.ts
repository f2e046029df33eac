import type { SectionName } from '../../../runtime/handler.ts';

/** The sections of a document, in the order in which they run. */
export const sectionNames: readonly SectionName[] = ['inbound', 'backend', 'outbound', 'on-error'];

export const isSectionName = (name: string): name is SectionName => (sectionNames as readonly string[]).includes(name);
