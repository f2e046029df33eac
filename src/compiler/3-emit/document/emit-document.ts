import type { ComputedConnection, HandlerMeta, NamedConnection, SectionName } from '../../../runtime/handler.ts';
import { handlerVersion } from '../../../runtime/handler.ts';
import type { Site } from '../../../runtime/site.ts';
import type { DocumentModel, PolicyNode } from '../../2-check/model.ts';
import { code, type Import, type Piece, typeCode } from '../pieces.ts';
import { emitSectionPolicies, sectionFunction } from './emit-policies.ts';
import { emitKnownCredentials } from './known-credentials.ts';
import { quote } from './quote.ts';
import { resumes } from './resume.ts';
import { type Callee, type CalleeSection, type Refuse, type Surroundings, Writer } from './writer.ts';

/** A handler module as pieces, with what others must know to call it. */
export interface EmittedModule {
  readonly imports: readonly Import[];
  readonly pieces: readonly Piece[];
  readonly callee: Omit<Callee, 'module'>;
}

const order: readonly SectionName[] = ['inbound', 'backend', 'outbound', 'on-error'];

/**
 * Writes a checked document down as a handler module. The base is `subgraphs.xml` as it was emitted, where the document has one. What
 * `refuse` was told of is left out: the module must not be used then.
 */
export function emitDocument(model: DocumentModel, around: Surroundings, refuse: Refuse): EmittedModule {
  const writer = new Writer(model.source, around, refuse);
  const sections = new Map<SectionName | 'run' | 'preflight', CalleeSection>();
  let functions: readonly Piece[] = [];
  const add = (
    name: string,
    key: SectionName | 'run' | 'preflight',
    policies: readonly PolicyNode[],
    section: SectionName | undefined,
  ): void => {
    const written = emitSection(name, policies, section, writer);
    sections.set(key, { waits: written.waits, resumes: policies.some((policy) => resumes(policy, section, writer)) });
    functions = [...functions, code('\n'), ...written.pieces];
  };
  if (model.kind === 'fragment') add('run', 'run', model.policies, undefined);
  else {
    const preflight = preflightPolicies(model);
    if (preflight.length > 0) add('preflight', 'preflight', preflight, 'inbound');
    for (const section of order)
      if (model.sections.has(section)) add(sectionFunction(section), section, model.sections.get(section) ?? [], section);
  }

  const credentials = emitKnownCredentials(model, writer);
  const { reads, connections, computed } = collect(model, writer, around);
  const meta: HandlerMeta = {
    version: handlerVersion,
    scope: model.scope,
    document: model.source.file,
    sites: writer.sites.all,
    reads,
    connections,
    computed,
  };
  writer.use({ module: 'runtime/handler', name: 'HandlerMeta', typeOnly: true });
  return {
    imports: writer.imports,
    pieces: [...emitMeta(meta), ...writer.constants, ...writer.hoisted, ...credentials.pieces, ...functions],
    callee: { sections, reads, connections, computed, asked: credentials.asked },
  };
}

/** Reference: cors. Only direct children of inbound count for a preflight, and only clients' requests have any. */
function preflightPolicies({ scope, sections }: DocumentModel): readonly PolicyNode[] {
  if (scope !== 'global' && scope !== 'api') return [];
  return (sections.get('inbound') ?? []).filter(({ definition }) => definition.answersPreflight === true);
}

/** What the document does by itself, and what the documents do that it calls. */
function collect(
  model: DocumentModel,
  writer: Writer,
  { base, fragments }: Surroundings,
): Pick<Callee, 'reads' | 'connections' | 'computed'> {
  const used = [base, ...model.fragments.map((id) => fragments.get(id))].filter((callee): callee is Callee => callee !== undefined);
  return {
    reads: {
      requestBody: writer.reads.requestBody || used.some(({ reads }) => reads.requestBody),
      responseBody: writer.reads.responseBody || used.some(({ reads }) => reads.responseBody),
    },
    connections: [...writer.connections, ...used.flatMap(({ connections }) => connections)],
    computed: [...writer.computed, ...used.flatMap(({ computed }) => computed)],
  };
}

function emitSection(
  name: string,
  policies: readonly PolicyNode[],
  section: SectionName | undefined,
  writer: Writer,
): { readonly pieces: readonly Piece[]; readonly waits: boolean } {
  const flow = writer.use({ module: 'runtime/handler', name: 'Flow', typeOnly: true });
  const exchange = writer.use({ module: 'runtime/exchange', name: 'Exchange', typeOnly: true });
  const { body, waits } = writer.function(() => {
    if (!emitSectionPolicies(policies, section, writer)) writer.line(`return ${writer.use({ module: 'runtime/handler', name: 'next' })};`);
  });
  const parameter = policies.length === 0 ? '_x' : 'x';
  return {
    pieces: [
      code(`export ${waits ? 'async ' : ''}function ${name}(${parameter}`),
      typeCode(`: ${exchange}`),
      code(')'),
      typeCode(waits ? `: Promise<${flow}>` : `: ${flow}`),
      code(' {\n'),
      ...body,
      code('}\n'),
    ],
    waits,
  };
}

function emitMeta(meta: HandlerMeta): readonly Piece[] {
  const { computed = [] } = meta;
  const lines = [
    'export const meta = {',
    `  version: ${meta.version},`,
    `  scope: ${quote(meta.scope)},`,
    `  document: ${quote(meta.document)},`,
    '  sites: [',
    ...meta.sites.map((site) => `    ${siteLiteral(site)},`),
    '  ],',
    `  reads: { requestBody: ${meta.reads.requestBody}, responseBody: ${meta.reads.responseBody} },`,
    `  connections: [${meta.connections.map(connectionLiteral).join(', ')}],`,
    ...(computed.length === 0 ? [] : [`  computed: [${computed.map(computedLiteral).join(', ')}],`]),
    '}',
  ];
  return [code(lines.join('\n')), typeCode(' as const satisfies HandlerMeta'), code(';\nconst { sites } = meta;\n')];
}

const connectionLiteral = ({ provider, connection, asker }: NamedConnection): string =>
  `{ provider: ${quote(provider)}, connection: ${quote(connection)}${asker === undefined ? '' : `, asker: ${quote(asker)}`} }`;

function computedLiteral({ provider, asker }: ComputedConnection): string {
  const parts = [provider === undefined ? '' : `provider: ${quote(provider)}`, asker === undefined ? '' : `asker: ${quote(asker)}`];
  return `{ ${parts.filter((part) => part !== '').join(', ')} }`;
}

function siteLiteral(site: Site): string {
  const position = `line: ${site.line}, column: ${site.column}, endLine: ${site.endLine}, endColumn: ${site.endColumn}`;
  const id = site.id === null ? 'null' : quote(site.id);
  return `{ document: ${quote(site.document)}, ${position}, policy: ${quote(site.policy)}, id: ${id}, path: ${quote(site.path)}, kind: ${quote(site.kind)} }`;
}
