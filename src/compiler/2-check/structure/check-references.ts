import type { Message } from '../../../diagnostics/message.ts';
import type { EntityKind, PolicyDefinition } from '../../../policies/define.ts';
import type { Element } from '../../1-parse/xml/tree.ts';
import type { ElementNode, ValueNode } from '../model.ts';
import { messages } from './messages.ts';
import type { Place } from './place.ts';
import { suggest } from './suggest.ts';

/** Checks what a policy names outside its document: fragments, credential providers and connections. */
export function checkReferences(element: Element, args: ElementNode, definition: PolicyDefinition, place: Place): void {
  if (definition.form === 'fragment') checkFragment(element, args, place);
  if (definition.name === 'get-authorization-context') checkConnection(args, place);
}

function checkFragment(element: Element, args: ElementNode, { project, report, fragments }: Place): void {
  const id = known(args.attributes.get('fragment-id'));
  if (id === undefined) return;
  if (project.fragments !== 'unknown' && !project.fragments.has(id)) {
    const span = args.attributes.get('fragment-id')?.span ?? element.nameSpan;
    report(messages.fragment, span, { id }, suggest(id, project.fragments));
    return;
  }
  fragments.add(id);
}

function checkConnection(args: ElementNode, { project, report }: Place): void {
  const { connections } = project;
  const provider = args.attributes.get('provider-id');
  const providerId = known(provider);
  if (connections === 'unknown' || provider === undefined || providerId === undefined) return;
  const found = connections.get(providerId);
  if (found === undefined) {
    report(messages.provider, provider.span, { id: providerId }, suggest(providerId, connections.keys()));
    return;
  }
  const connection = args.attributes.get('authorization-id');
  const id = known(connection);
  if (connection === undefined || id === undefined || found.has(id)) return;
  report(messages.connection, connection.span, { provider: providerId, id }, suggest(id, found));
}

const unknownEntity = {
  backend: messages.backend,
  certificate: messages.certificate,
  logger: messages.logger,
  schema: messages.schema,
  cache: messages.cache,
} as const satisfies Readonly<Record<EntityKind, Message>>;

/** Not of the configuration: the sidecar that `messaging.dapr` names. */
const sidecar = 'dapr';

/** Checks a value that names something in the configuration. */
export function checkEntity(value: ValueNode, { project, report }: Pick<Place, 'project' | 'report'>): void {
  const kind = value.schema.names;
  const id = known(value);
  if (kind === undefined || project.entities === undefined || id === undefined || (kind === 'backend' && id === sidecar)) return;
  const ids = project.entities[kind];
  // The words for caches are known to who writes them; what is missing is a cache.
  if (!ids.has(id)) report(unknownEntity[kind], value.span, { id }, kind === 'cache' ? {} : suggest(id, ids));
}

/** The text of a value that is known when compiled. */
export function known(value: ValueNode | undefined): string | undefined {
  if (value?.kind !== 'literal') return undefined;
  let text = '';
  for (const part of value.parts) {
    if (part.kind === 'secret') return undefined;
    text += part.text;
  }
  return text;
}
