import { type OuterReads, outerReads } from '../../2-check/flow/outer-reads.ts';
import { PolicyEffects } from '../../2-check/flow/policy-effects.ts';
import type { DocumentModel, PolicyNode, ValueNode } from '../../2-check/model.ts';
import { known } from '../../2-check/structure/check-references.ts';
import { code, type Piece, typeCode } from '../pieces.ts';
import { fragmentName } from './fragment-name.ts';
import { quote } from './quote.ts';
import type { Callee, Writer } from './writer.ts';

/** What a credential that is known ahead depends on. */
export interface KnownAhead {
  /** Its ids are texts, and the gateway itself asks: it is the same whoever calls, and whatever policies do before. */
  readonly fixed: boolean;
  readonly reads: OuterReads;
}

/** What callers of a document must know of what it asks for: the entries of its `credentials`, and what it has done when it is over. */
export interface AskedAhead {
  readonly entries: readonly KnownAhead[];
  readonly effects: PolicyEffects;
}

/**
 * Finds the credentials that a document asks for whatever the request says, and that can be told before it runs, and writes them down as
 * `credentials`. Left out is what stands in a branch or a block; what depends on something that policies before it change; and, unless it is fixed,
 * what stands behind a policy that may turn the request down: nobody's token is got for a request that a document refuses.
 */
export function emitKnownCredentials(
  model: DocumentModel,
  writer: Writer,
): { readonly pieces: readonly Piece[]; readonly asked: AskedAhead } {
  const effects = new PolicyEffects();
  const entries: KnownAhead[] = [];
  // These run where a request begins, so nothing is ahead of them.
  if (model.scope === 'global' || model.scope === 'api') return { pieces: [], asked: { entries, effects } };
  const items: (readonly Piece[])[] = [];
  const add = (entry: KnownAhead, item: () => readonly Piece[]): void => {
    if (!entry.fixed && !effects.leaves(entry.reads)) return;
    entries.push(entry);
    items.push(item());
  };
  for (const policy of policiesOf(model)) {
    const called = calledBy(policy, model, writer);
    if (called !== undefined) {
      called.callee.asked.entries.forEach((entry, index) => {
        add(entry, () => [code(`${writer.use({ module: called.callee.module, name: 'credentials', as: called.local })}[${index}]`)]);
      });
      effects.add(called.callee.asked.effects);
      continue;
    }
    const args = writer.credentialArgs.get(policy);
    const entry = args === undefined ? undefined : knownAhead(policy);
    if (args !== undefined && entry !== undefined) add(entry, () => written(policy, entry, args, writer));
    effects.run(policy);
  }
  return { pieces: items.length === 0 ? [] : listed(items, writer), asked: { entries, effects } };
}

/** The policies that run first: those of inbound, or of a fragment. */
const policiesOf = ({ kind, sections, policies }: DocumentModel): readonly PolicyNode[] =>
  kind === 'fragment' ? policies : (sections.get('inbound') ?? []);

/** The document that a policy stands for, and the name that its credentials have here. One that does nothing there is left out. */
function calledBy(
  { definition: { form }, args }: PolicyNode,
  { kind }: DocumentModel,
  { base, fragments }: Writer,
): { readonly callee: Callee; readonly local: string } | undefined {
  if (form === 'base' && kind !== 'fragment' && base?.sections.has('inbound') === true) return { callee: base, local: 'baseCredentials' };
  if (form !== 'fragment') return undefined;
  const id = known(args.attributes.get('fragment-id')) ?? '';
  const callee = fragments.get(id);
  return callee === undefined ? undefined : { callee, local: `fragment${fragmentName(id)}Credentials` };
}

/** Undefined where it depends on more than what surrounds the document. */
function knownAhead({ args: { attributes } }: PolicyNode): KnownAhead | undefined {
  const reads = { variables: new Set<string>(), headers: new Set<string>() };
  let fixed = true;
  for (const value of attributes.values()) {
    if (value.kind === 'literal') continue;
    const own = readsOf(value);
    if (own === undefined) return undefined;
    fixed = false;
    for (const each of own.variables) reads.variables.add(each);
    for (const each of own.headers) reads.headers.add(each);
  }
  const asks = attributes.get('identity-type');
  const isManaged = asks === undefined || known(asks)?.toLowerCase() === 'managed';
  return { fixed: fixed && isManaged, reads };
}

const readsOf = (value: ValueNode): OuterReads | undefined =>
  value.kind === 'expression' && value.bound.ok ? outerReads(value.bound.body) : undefined;

function written(policy: PolicyNode, { reads }: KnownAhead, args: readonly Piece[], writer: Writer): readonly Piece[] {
  const request = writer.use({ module: `policies/${policy.module}`, name: 'credentialRequest' });
  const variables = [...reads.variables].map(quote).join(', ');
  const parameter = [...policy.args.attributes.values()].some(isComputed) ? 'x' : '';
  // The places belong to the call; here they would say twice where one thing stands.
  const given = args.map(({ text, typeOnly }): Piece => (typeOnly === true ? typeCode(text) : code(text)));
  return [code(`{ variables: [${variables}], request: (${parameter}) => ${request}(`), ...given, code(') }')];
}

const isComputed = (value: ValueNode): boolean => value.kind !== 'literal' || value.parts.some(({ kind }) => kind === 'secret');

function listed(items: readonly (readonly Piece[])[], writer: Writer): readonly Piece[] {
  const type = writer.use({ module: 'runtime/handler', name: 'KnownCredential', typeOnly: true });
  return [
    code('\n/** What is asked for whatever the request says. */\nexport const credentials'),
    typeCode(`: readonly ${type}[]`),
    code(' = [\n'),
    ...items.flatMap((item) => [code('  '), ...item, code(',\n')]),
    code('];\n'),
  ];
}
