import { nearest } from '../../../diagnostics/nearest.ts';
import { catalogue } from '../../../policies/catalogue.ts';
import type { PolicyDefinition } from '../../../policies/define.ts';
import type { SectionName } from '../../../runtime/handler.ts';
import type { Element } from '../../1-parse/xml/tree.ts';
import type { PolicyNode } from '../model.ts';
import { checkElement } from './check-element.ts';
import { checkReferences } from './check-references.ts';
import { checkExpressionsBelow } from './check-unknown.ts';
import { messages } from './messages.ts';
import type { Place } from './place.ts';
import { reportPlaceholder } from './placeholder.ts';
import { isSectionName } from './section-names.ts';
import { textOf } from './text-of.ts';

/** The only policies that an element may hold. */
export interface Allowed {
  readonly holder: string;
  readonly names: readonly string[];
}

/** Checks the policies that stand directly in `parent`: a section, a branch, a fragment (section undefined: any). */
export function checkPolicies(
  parent: Element,
  place: Place,
  section: SectionName | undefined,
  path: string,
  allowed?: Allowed,
): readonly PolicyNode[] {
  const nodes: PolicyNode[] = [];
  const numbers = siblingNumbers(parent);
  for (const child of parent.children) {
    if (child.kind === 'comment') continue;
    if (child.kind === 'text') {
      const stray = textOf(child);
      if (stray !== undefined && !parent.damaged && !reportPlaceholder(stray, place))
        place.report(messages.text, stray.span, { element: parent.name, allowed: 'policies' });
      continue;
    }
    if (allowed !== undefined && isPolicyName(child.name) && !allowed.names.includes(child.name))
      place.report(messages.policyInside, child.nameSpan, {
        name: child.name,
        holder: allowed.holder,
        allowed: allowed.names.map((name) => `<${name}>`).join(', '),
      });
    checkOnce(child, parent, place);
    const step = numbers.get(child) ?? child.name;
    const node = checkPolicy(child, place, section, path === '' ? step : `${path}/${step}`);
    if (node !== undefined) nodes.push(node);
  }
  return nodes;
}

/** Whether an element of this name is a policy, one that runs here or not. */
export function isPolicyName(name: string): boolean {
  const form = catalogue.get(name)?.definition.form;
  return form !== undefined && form !== 'part';
}

/** Checks one policy that stands in no section. */
export function checkSinglePolicy(element: Element, place: Place): PolicyNode | undefined {
  return checkPolicy(element, place, undefined, element.name);
}

/** `set-header[2]` for siblings of one name, the bare name for a single one (reference: lastError Path). */
export function siblingNumbers(parent: Element): ReadonlyMap<Element, string> {
  const elements = parent.children.filter((child): child is Element => child.kind === 'element');
  const totals = new Map<string, number>();
  for (const { name } of elements) totals.set(name, (totals.get(name) ?? 0) + 1);
  const counts = new Map<string, number>();
  return new Map(
    elements.map((element) => {
      const count = (counts.get(element.name) ?? 0) + 1;
      counts.set(element.name, count);
      return [element, totals.get(element.name) === 1 ? element.name : `${element.name}[${count}]`];
    }),
  );
}

function checkPolicy(element: Element, place: Place, section: SectionName | undefined, path: string): PolicyNode | undefined {
  const { report } = place;
  const entry = catalogue.get(element.name);
  if (entry === undefined) {
    reportUnknown(element, place);
    return undefined;
  }
  const { definition } = entry;
  if (definition.form === 'part') {
    report(messages.helper, element.nameSpan, { name: element.name });
    return undefined;
  }
  if (section !== undefined && !definition.sections.includes(section))
    report(messages.policySection, element.nameSpan, { name: element.name, section, allowed: sectionList(definition) });
  if (!fitsScope(definition, place, element)) return undefined;
  if (definition.form === 'unsupported')
    report(messages.unsupported, element.nameSpan, { name: element.name, because: definition.because ?? 'it cannot run here' });
  const args = checkElement(
    element,
    definition.element,
    definition,
    definition.form === 'unsupported' ? lenient(place) : place,
    section,
    path,
  );
  checkReferences(element, args, definition, place);
  const id = args.attributes.get('id');
  const idText = id?.kind === 'literal' ? id.parts.map((part) => (part.kind === 'text' ? part.text : '')).join('') : null;
  return { definition, module: entry.module, span: element.openSpan, id: idText, path, args };
}

/**
 * For elements that cannot run here: their services move on without us, so an attribute or word that we do not know may well be right.
 */
function lenient(place: Place): Place {
  const doubtful: ReadonlySet<string> = new Set([messages.value.code, messages.attributeUnknown.code]);
  return {
    ...place,
    report: (message, span, params, extra) =>
      place.report(doubtful.has(message.code) ? { ...message, severity: 'warning' } : message, span, params, extra),
  };
}

/** Reports a policy that may stand once and stands beside another of its kind. Branches of a choose exclude each other. */
function checkOnce(element: Element, parent: Element, { report, source }: Place): void {
  if (catalogue.get(element.name)?.definition.oncePerSection !== true) return;
  const first = parent.children.find((child) => child.kind === 'element' && child.name === element.name);
  if (first === undefined || first === element || first.kind !== 'element') return;
  report(
    messages.policyRepeated,
    element.nameSpan,
    { name: element.name },
    { related: [{ source, span: first.nameSpan, message: 'first here' }] },
  );
}

const sectionList = (definition: PolicyDefinition): string => definition.sections.map((name) => `<${name}>`).join(', ');

function fitsScope(definition: PolicyDefinition, { scope, report }: Place, element: Element): boolean {
  if (scope === 'fragment') {
    if (definition.form === 'fragment') report(messages.fragmentNested, element.nameSpan, {});
    if (definition.form === 'base') report(messages.fragmentBase, element.nameSpan, {});
    return definition.form !== 'fragment' && definition.form !== 'base';
  }
  const actual = scope === 'base' ? 'subgraph' : scope;
  if (definition.scopes.includes(actual)) return true;
  report(messages.policyScope, element.nameSpan, { name: element.name, where: `a ${actual} document` });
  return false;
}

function reportUnknown(element: Element, place: Place): void {
  const { report } = place;
  if (isSectionName(element.name)) {
    report(messages.misplacedSection, element.nameSpan, { name: element.name });
    return;
  }
  const meant = nearest(element.name, [...catalogue.keys()]);
  report(messages.policyUnknown, element.nameSpan, { name: element.name }, meant === undefined ? {} : { help: `did you mean <${meant}>?` });
  checkExpressionsBelow(element, place);
}
