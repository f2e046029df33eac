import type { SectionName } from '../../../runtime/handler.ts';
import type { PolicyNode } from '../../2-check/model.ts';
import { known } from '../../2-check/structure/check-references.ts';
import type { Writer } from './writer.ts';

/** Where a list of policies goes on after an answer from the cache. */
export interface ResumePlace {
  /** They were done to the answer before it was kept. */
  readonly before: readonly PolicyNode[];
  /** Where it was kept. A document that is called, and the policy itself, know by themselves that they are meant. */
  readonly at: { readonly policy: PolicyNode; readonly resumesItself: boolean };
  readonly after: readonly PolicyNode[];
}

/** Undefined where nothing keeps answers. */
export function resumePlace(policies: readonly PolicyNode[], section: SectionName | undefined, writer: Writer): ResumePlace | undefined {
  if (section !== undefined && section !== 'outbound') return undefined;
  const index = policies.findLastIndex((policy) => resumes(policy, section, writer));
  const policy = policies[index];
  if (policy === undefined) return undefined;
  const { definition } = policy;
  const resumesItself = definition.resumes === true || definition.form === 'base' || definition.form === 'fragment';
  return { before: policies.slice(0, index), at: { policy, resumesItself }, after: policies.slice(index + 1) };
}

/** Whether a policy keeps answers, or something inside it does. */
export function resumes(policy: PolicyNode, section: SectionName | undefined, writer: Writer): boolean {
  const { definition, args } = policy;
  if (definition.resumes === true) return true;
  if (definition.form === 'base') return section !== undefined && writer.base?.sections.get(section)?.resumes === true;
  if (definition.form === 'fragment')
    return writer.fragments.get(known(args.attributes.get('fragment-id')) ?? '')?.sections.get('run')?.resumes === true;
  const inside = [...(args.policies ?? []), ...[...args.children.values()].flat().flatMap((child) => child.policies ?? [])];
  return inside.some((each) => resumes(each, section, writer));
}
