import { camel } from '../../../policies/define.ts';
import type { SectionName } from '../../../runtime/handler.ts';
import type { ElementNode, PolicyNode } from '../../2-check/model.ts';
import { known } from '../../2-check/structure/check-references.ts';
import { code, type Piece } from '../pieces.ts';
import { emitArgs } from './emit-args.ts';
import { emitValue } from './emit-value.ts';
import { fragmentName } from './fragment-name.ts';
import { resumePlace } from './resume.ts';
import type { Writer } from './writer.ts';

/** The JavaScript name of a section. */
export const sectionFunction = (section: SectionName): 'inbound' | 'backend' | 'outbound' | 'onError' =>
  section === 'on-error' ? 'onError' : section;

/** Writes policies one after the other. True when the last one ends the exchange, so nothing can follow. */
export function emitPolicies(policies: readonly PolicyNode[], section: SectionName | undefined, writer: Writer): boolean {
  for (const policy of policies) if (emitPolicy(policy, section, writer)) return true;
  return false;
}

/** The same for a whole section or fragment, which an answer from the cache may enter in the middle. */
export function emitSectionPolicies(policies: readonly PolicyNode[], section: SectionName | undefined, writer: Writer): boolean {
  const place = resumePlace(policies, section, writer);
  if (place === undefined) return emitPolicies(policies, section, writer);
  const { before, at, after } = place;
  if (before.length > 0) {
    writer.line('if (!x.replay) {');
    writer.indented(() => emitPolicies(before, section, writer));
    writer.line('}');
  }
  if (at.resumesItself) emitPolicy(at.policy, section, writer);
  else {
    writer.line('if (x.replay) x.replay = false;');
    writer.line('else {');
    writer.indented(() => emitPolicy(at.policy, section, writer));
    writer.line('}');
  }
  return emitPolicies(after, section, writer);
}

function emitPolicy(policy: PolicyNode, section: SectionName | undefined, writer: Writer): boolean {
  noteFacts(policy, section, writer);
  switch (policy.definition.form) {
    case 'base':
      emitBase(policy, section, writer);
      return false;
    case 'fragment':
      emitFragment(policy, writer);
      return false;
    case 'branches':
      emitBranches(policy, section, writer);
      return false;
    case 'call':
      emitCall(policy, writer);
      return false;
    case 'end':
      emitCall(policy, writer);
      writer.line('return ', writer.use({ module: 'runtime/handler', name: 'end' }), ';');
      return true;
    case 'gate':
      emitGate(policy, () => [], writer);
      return false;
    case 'block':
      emitGate(policy, () => body(inside(policy), section, writer), writer);
      return false;
    case 'parallel':
      emitGate(policy, () => bodies(policy.args.policies ?? [], section, writer), writer);
      return false;
    case 'part':
      // The check has said so: it stands inside another policy only.
      return false;
    case 'document':
    case 'unsupported':
      writer.refuse(`<${policy.definition.name}>`, policy.span);
      return false;
  }
}

function enter(policy: PolicyNode, writer: Writer): number {
  const site = writer.sites.add(policy, policy.span, 'policy');
  writer.line({ text: `x.on(sites[${site}]);`, span: policy.span });
  return site;
}

/** `name(x, { … }, further)`. */
function callOf(policy: PolicyNode, further: readonly Piece[], writer: Writer): readonly Piece[] {
  const { definition, module, args } = policy;
  const run = writer.use({ module: `policies/${module}`, name: 'run', as: camel(definition.name) });
  const given = emitArgs(args, definition.element, policy, writer);
  if (definition.name === 'get-authorization-context') writer.credentialArgs.set(policy, given);
  return [{ text: run, span: policy.span }, code('(x, '), ...given, ...further, code(')')];
}

/** A call that says whether the section goes on. */
function emitGate(policy: PolicyNode, further: () => readonly Piece[], writer: Writer): void {
  enter(policy, writer);
  emitFlow(callOf(policy, further(), writer), policy.definition.effect !== 'sync', writer);
}

/** Calls what says whether the section goes on, and ends the section where it does not. */
function emitFlow(call: readonly Piece[], waits: boolean, writer: Writer): void {
  if (waits) writer.wait();
  const flow = writer.flowName();
  writer.line(`const ${flow} = ${waits ? 'await ' : ''}`, ...call, ';');
  writer.line(`if (${flow} !== ${writer.use({ module: 'runtime/handler', name: 'next' })}) return ${flow};`);
}

/** The policies of a block: its own, or those of the one child that holds policies. */
const inside = ({ args }: PolicyNode): readonly PolicyNode[] =>
  args.policies ?? [...args.children.values()].flat().flatMap(({ policies }) => policies ?? []);

/** The policies inside a block, as a function. */
function body(policies: readonly PolicyNode[], section: SectionName | undefined, writer: Writer): readonly Piece[] {
  return [code(', '), ...bodyFunction(policies, section, writer)];
}

function bodies(policies: readonly PolicyNode[], section: SectionName | undefined, writer: Writer): readonly Piece[] {
  const functions = policies.flatMap((policy, index) => [...(index === 0 ? [] : [code(', ')]), ...bodyFunction([policy], section, writer)]);
  return [code(', ['), ...functions, code(']')];
}

function bodyFunction(policies: readonly PolicyNode[], section: SectionName | undefined, writer: Writer): readonly Piece[] {
  const written = writer.function(() =>
    writer.indented(() => {
      if (!emitPolicies(policies, section, writer)) writer.line(`return ${writer.use({ module: 'runtime/handler', name: 'next' })};`);
    }),
  );
  return [code(`${written.waits ? 'async ' : ''}(x) => {\n`), ...written.body, code(`${writer.margin}}`)];
}

function emitCall(policy: PolicyNode, writer: Writer): void {
  const { definition } = policy;
  const site = enter(policy, writer);
  const call = callOf(policy, [], writer);
  if (definition.effect === 'sync') writer.line(...call, ';');
  else if (definition.effect === 'async') {
    writer.wait();
    writer.line('await ', ...call, ';');
  } else {
    writer.wait();
    writer.line(`const wait${site} = `, ...call, ';');
    writer.line(`if (wait${site} !== undefined) await wait${site};`);
  }
}

function emitBase(policy: PolicyNode, section: SectionName | undefined, writer: Writer): void {
  if (section === undefined) return;
  if (writer.base === undefined) {
    if (section === 'backend') emitForward(policy, writer);
    return;
  }
  const name = sectionFunction(section);
  const target = writer.base.sections.get(section);
  if (target === undefined) return;
  const local = writer.use({ module: writer.base.module, name, as: `base${name.charAt(0).toUpperCase()}${name.slice(1)}` });
  emitSubcall(local, target.waits, policy, writer);
}

/** What `<base />` means in `backend` when there is no broader document. */
function emitForward(policy: PolicyNode, writer: Writer): void {
  enter(policy, writer);
  const forward = writer.use({ module: 'runtime/handler', name: 'forward' });
  writer.wait();
  writer.line(`await ${forward}(x);`);
}

function emitFragment(policy: PolicyNode, writer: Writer): void {
  const id = known(policy.args.attributes.get('fragment-id'));
  const fragment = id === undefined ? undefined : writer.fragments.get(id);
  if (fragment === undefined) {
    // Left out, it would take policies away from a document without anybody noticing.
    enter(policy, writer);
    writer.line(
      writer.unresolved(id === undefined ? 'a fragment that is known only when the handler runs' : `the fragment \`${id}\``, policy.span),
      ';',
    );
    return;
  }
  const local = writer.use({ module: fragment.module, name: 'run', as: `fragment${fragmentName(id ?? '')}` });
  emitSubcall(local, fragment.sections.get('run')?.waits ?? true, policy, writer);
}

function emitSubcall(local: string, waits: boolean, policy: PolicyNode, writer: Writer): void {
  emitFlow([{ text: `${local}(x)`, span: policy.span }], waits, writer);
}

function emitBranches(policy: PolicyNode, section: SectionName | undefined, writer: Writer): void {
  enter(policy, writer);
  const branches = policy.args.children.get('when') ?? [];
  if (branches.length === 0) writer.line(`if (${writer.unresolved('the branches of <choose>', policy.span)}) {`);
  const [otherwise] = policy.args.children.get('otherwise') ?? [];
  branches.forEach((branch, index) => {
    const condition = branch.attributes.get('condition');
    const test = condition === undefined ? [code('false')] : emitValue(condition, policy, 'condition', writer);
    writer.line(index === 0 ? 'if (' : '} else if (', ...test, ') {');
    writer.indented(() => emitBranch(branch, section, writer));
  });
  if (otherwise !== undefined) {
    writer.line('} else {');
    writer.indented(() => emitBranch(otherwise, section, writer));
  }
  writer.line('}');
}

function emitBranch(branch: ElementNode, section: SectionName | undefined, writer: Writer): void {
  emitPolicies(branch.policies ?? [], section, writer);
}

/** Policies that send the request of the exchange, unless they make one of their own. */
const copies: ReadonlySet<string> = new Set(['send-request', 'send-one-way-request']);

/** Collects what `meta` says about the document. */
function noteFacts(policy: PolicyNode, section: SectionName | undefined, writer: Writer): void {
  const { touches, name } = policy.definition;
  const { attributes } = policy.args;
  // Copied, or kept to be sent again.
  if (copies.has(name) && known(attributes.get('mode')) !== 'new') writer.reads.requestBody = true;
  if (known(attributes.get('buffer-request-body'))?.toLowerCase() === 'true') writer.reads.requestBody = true;
  const onResponse = section === 'outbound' || section === 'on-error';
  if (touches?.requestBody === true && !onResponse) writer.reads.requestBody = true;
  if (touches?.responseBody === true && (onResponse || section === undefined)) writer.reads.responseBody = true;
  if (name !== 'get-authorization-context') return;
  const provider = known(attributes.get('provider-id'));
  const connection = known(attributes.get('authorization-id'));
  const asks = attributes.get('identity-type');
  const isManaged = asks === undefined || known(asks)?.toLowerCase() === 'managed';
  const asker = isManaged ? {} : ({ asker: 'jwt' } as const);
  if (provider !== undefined && connection !== undefined) writer.connections.push({ provider, connection, ...asker });
  else writer.computed.push({ ...(provider === undefined ? {} : { provider }), ...asker });
}
