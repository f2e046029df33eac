import type { DocumentModel, ElementNode, PolicyNode, ValueNode } from '../../compiler/2-check/model.ts';
import type { ProjectFacts } from '../../compiler/2-check/project.ts';
import { check } from '../../compiler/compile.ts';
import type { ProjectDocument } from '../../compiler/compile-project.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { SectionName } from '../../runtime/handler.ts';
import type { DocumentUse, PolicyUse } from './explanation.ts';

/** A policy in the order in which it would run, with what is written in it. */
export interface UsedPolicy extends PolicyUse {
  readonly args: ElementNode;
}

export type UsedDocument = Omit<DocumentUse, 'policies'> & { readonly policies: readonly UsedPolicy[] };

/** The documents of a project, to be asked which policies would run. */
export interface DocumentUses {
  /** By path below the policies folder without `.xml`; undefined when there is none. */
  of(name: string): UsedDocument | undefined;
  readonly findings: readonly Diagnostic[];
}

const sections: readonly SectionName[] = ['inbound', 'backend', 'outbound', 'on-error'];

/** Reads all documents. Those with errors have no policies, and their findings say why. */
export function documentUses(documents: readonly ProjectDocument[], facts: Omit<ProjectFacts, 'fragments'>): DocumentUses {
  const ids = documents.filter(({ scope }) => scope === 'fragment').map(({ name }) => name.replace(/^fragments\//, ''));
  const project: ProjectFacts = { ...facts, fragments: new Set(ids) };
  const checked = documents.map((document) => ({ document, ...check(document.source, document.scope, project, { unsupported: 'error' }) }));
  const models = new Map(checked.flatMap(({ document, model }) => (model === undefined ? [] : [[document.name, model] as const])));
  return {
    findings: checked.flatMap(({ findings }) => findings),
    of(name) {
      const model = models.get(name);
      if (model === undefined) return undefined;
      const policies = sections.flatMap((section) => inSection(model, section, models));
      return { document: model.source.file, policies };
    },
  };
}

type Models = ReadonlyMap<string, DocumentModel>;

/** What stands for `<base />`: `subgraphs.xml` for subgraphs, `global.xml` for APIs. */
const baseOf = ({ scope }: DocumentModel, models: Models): DocumentModel | undefined =>
  scope === 'subgraph' ? models.get('subgraphs') : scope === 'api' ? models.get('global') : undefined;

function inSection(model: DocumentModel, section: SectionName, models: Models): readonly UsedPolicy[] {
  const list = (nodes: readonly PolicyNode[], from: DocumentModel, around: string): readonly UsedPolicy[] =>
    nodes.flatMap((node) => {
      const { form, name } = node.definition;
      if (form === 'base')
        return (baseOf(from, models)?.sections.get(section) ?? []).flatMap((each) => list([each], baseOf(from, models) ?? from, around));
      if (form === 'fragment') {
        const id = literalOf(node.args.attributes.get('fragment-id'));
        const fragment = models.get(`fragments/${id ?? ''}`);
        return fragment === undefined ? [] : list(fragment.policies, fragment, around);
      }
      const own: UsedPolicy = { policy: name, at: placeOf(from, node), section, inside: around, args: node.args };
      return [own, ...within(node, around, (inner, place) => list(inner, from, place))];
    });
  return list(model.sections.get(section) ?? [], model, '');
}

/** The policies that stand inside of a policy, with the name of the branch or block. */
function within(
  { args, definition: { name } }: PolicyNode,
  around: string,
  list: (nodes: readonly PolicyNode[], place: string) => readonly UsedPolicy[],
): readonly UsedPolicy[] {
  const outer = around === '' ? name : `${around}/${name}`;
  const own = args.policies === undefined ? [] : list(args.policies, outer);
  const branches = [...args.children].flatMap(([child, elements]) =>
    elements.flatMap(({ policies }, index) =>
      policies === undefined ? [] : list(policies, `${outer}/${child}${elements.length === 1 ? '' : `[${index + 1}]`}`),
    ),
  );
  return [...own, ...branches];
}

function placeOf({ source }: DocumentModel, { span }: PolicyNode): string {
  const { line, column } = source.locate(span.start);
  return `${source.file}:${line}:${column}`;
}

/** The text of a value that is known before anything runs, and no secret. */
export function literalOf(value: ValueNode | undefined): string | undefined {
  if (value?.kind !== 'literal') return undefined;
  const texts = value.parts.map((part) => (part.kind === 'text' ? part.text : undefined));
  return texts.includes(undefined) ? undefined : texts.join('');
}
