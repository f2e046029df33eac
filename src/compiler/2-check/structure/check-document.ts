import type { Report } from '../../../diagnostics/diagnostic.ts';
import { nearest } from '../../../diagnostics/nearest.ts';
import type { Source } from '../../../diagnostics/source.ts';
import type { SectionName } from '../../../runtime/handler.ts';
import type { Document, Element, Value } from '../../1-parse/xml/tree.ts';
import type { DocumentModel, PolicyNode } from '../model.ts';
import type { DocumentScope, ProjectFacts } from '../project.ts';
import type { BoundExpression } from '../types/bind.ts';
import { checkPolicies, checkSinglePolicy, isPolicyName } from './check-policies.ts';
import { messages } from './messages.ts';
import type { Place } from './place.ts';
import { resolverDocument, resolverRoots } from './resolver-document.ts';
import { isSectionName, sectionNames } from './section-names.ts';
import { textOf } from './text-of.ts';

/** The root elements of places that hold other documents than `<policies>`. */
const roots: Readonly<Partial<Record<DocumentScope, string>>> = { fragment: 'fragment', resolver: 'http-data-source' };

/**
 * Holds a document against the schemas of its policies. Returns a model in any case that has a root; whether it may be emitted is for
 * the caller to tell from the findings. `scope` undefined means that only the root element tells what the document is. What expressions
 * mean is put into `bound`, for the rules of the linter.
 */
export function checkDocument(
  source: Source,
  document: Document,
  scope: DocumentScope | undefined,
  project: ProjectFacts,
  report: Report,
  bound: Map<Value, BoundExpression> = new Map(),
): DocumentModel | undefined {
  const { root } = document;
  if (root === undefined) return undefined;
  if (resolverRoots.has(root.name) && (scope === undefined || scope === 'resolver')) {
    const isolated = project.fragments === 'unknown';
    return resolverDocument(root, { source, scope: 'resolver', project, report, fragments: new Set(), bound, isolated });
  }
  if (root.name !== 'policies' && root.name !== 'fragment') {
    if (scope === undefined && isPolicyName(root.name))
      return snippet(root, { source, scope: 'subgraph', project, report, fragments: new Set(), bound, isolated: true });
    if (scope !== undefined && resolverRoots.has(root.name)) {
      report(messages.wrongRoot, root.nameSpan, { name: root.name, expected: roots[scope] ?? 'policies' });
      return undefined;
    }
    const meant = nearest(root.name, ['policies', 'fragment']);
    report(messages.root, root.nameSpan, { name: root.name }, meant === undefined ? {} : { help: `did you mean <${meant}>?` });
    return undefined;
  }
  const expected = scope === undefined ? root.name : (roots[scope] ?? 'policies');
  if (root.name !== expected) {
    report(messages.wrongRoot, root.nameSpan, { name: root.name, expected });
    return undefined;
  }
  const fragments = new Set<string>();
  const place = {
    source,
    scope: scope ?? (root.name === 'fragment' ? 'fragment' : 'subgraph'),
    project,
    report,
    fragments,
    bound,
    isolated: project.fragments === 'unknown',
  };
  for (const attribute of root.attributes)
    report(messages.attributeUnknown, attribute.nameSpan, { element: root.name, name: attribute.name });
  return root.name === 'fragment' ? fragmentModel(root, place) : policiesModel(root, place);
}

/**
 * A policy by itself, as in collections of snippets: what a fragment of it would be. Only a file that stands alone may be one.
 */
function snippet(root: Element, place: Place): DocumentModel {
  place.report(messages.snippet, root.nameSpan, { name: root.name });
  const policy = checkSinglePolicy(root, place);
  const policies = policy === undefined ? [] : [policy];
  return { source: place.source, kind: 'fragment', scope: 'fragment', sections: new Map(), policies, fragments: [...place.fragments] };
}

function fragmentModel(root: Element, place: Place): DocumentModel {
  const policies = checkPolicies(root, { ...place, scope: 'fragment' }, undefined, '');
  return { source: place.source, kind: 'fragment', scope: 'fragment', sections: new Map(), policies, fragments: [...place.fragments] };
}

function policiesModel(root: Element, place: Place): DocumentModel {
  const sections = new Map<SectionName, readonly PolicyNode[]>();
  const seen = new Map<string, Element>();
  for (const child of root.children) {
    if (child.kind === 'comment') continue;
    if (child.kind === 'text') {
      const stray = textOf(child);
      if (stray !== undefined) place.report(messages.text, stray.span, { element: 'policies', allowed: 'sections' });
      continue;
    }
    if (!isSectionName(child.name)) {
      reportUnknownSection(child, place);
      continue;
    }
    const first = seen.get(child.name);
    if (first !== undefined) {
      place.report(
        messages.sectionTwice,
        child.nameSpan,
        { name: child.name },
        { related: [{ source: place.source, span: first.nameSpan, message: 'first here' }] },
      );
      continue;
    }
    seen.set(child.name, child);
    for (const attribute of child.attributes)
      place.report(messages.attributeUnknown, attribute.nameSpan, { element: child.name, name: attribute.name });
    sections.set(child.name, checkPolicies(child, place, child.name, ''));
  }
  return { source: place.source, kind: 'policies', scope: place.scope, sections, policies: [], fragments: [...place.fragments] };
}

function reportUnknownSection(child: Element, { report }: Place): void {
  const meant = nearest(child.name, sectionNames);
  report(messages.sectionUnknown, child.nameSpan, { name: child.name }, meant === undefined ? {} : { help: `did you mean <${meant}>?` });
}
