import type { Attribute, Span } from '../../telemetry/span.ts';
import type { TraceLink } from '../../telemetry/span-writer.ts';
import { scrub } from '../4-respond/scrub.ts';
import type { CredentialRecord, ExchangeRecord, Recording, RequestRecord, StepRecord, Timed } from './recording.ts';

/** What spans need beside the recording. */
export interface SpanFacts {
  readonly link: TraceLink;
  /** The path that the request came in at, as it is configured. */
  readonly route: string;
  readonly newSpanId: () => string;
  readonly disclosed: ReadonlySet<string>;
}

/** A recording as spans, by OpenTelemetry's semantic conventions (HTTP, GraphQL, code) where they have words for it. */
export function spansOf(recording: Recording, facts: SpanFacts): readonly Span[] {
  const { link, route } = facts;
  const write = writer(recording, facts);
  const { operation, method, status, planned } = recording;
  const server = write(recording, {
    spanId: link.spanId,
    parentId: link.parentId,
    name: `${method} ${route}`,
    kind: 'server',
    attributes: [
      ['http.request.method', method],
      ['http.route', route],
      ...given('http.response.status_code', status),
      ...given('graphql.operation.type', operation?.type),
      ...given('graphql.operation.name', operation?.name),
      ['fedpass.request.id', recording.requestId],
    ],
    ...(status !== undefined && status >= 500 ? { error: `status ${status}` } : {}),
  });
  const plan = planned === undefined ? [] : [planSpan(recording, planned, link.spanId, write)];
  return [server, ...plan, ...recording.exchanges.flatMap((exchange) => exchangeSpans(exchange, link.spanId, write))];
}

type Write = (timed: Timed, span: Omit<Span, 'traceId' | 'start' | 'end' | 'spanId'> & { readonly spanId?: string | undefined }) => Span;

/** What is still under way when the answer goes out, ends with it. */
function writer(recording: Recording, { link, newSpanId, disclosed }: SpanFacts): Write {
  const last = recording.end ?? 0;
  return ({ begin, end }, { spanId, error, attributes, ...rest }) => ({
    ...rest,
    traceId: link.traceId,
    spanId: spanId ?? newSpanId(),
    start: recording.at + begin,
    end: recording.at + (end ?? Math.max(begin, last)),
    attributes: attributes.map(([name, value]) => [name, typeof value === 'string' ? scrub(disclosed, value) : value] as const),
    ...(error === undefined ? {} : { error: scrub(disclosed, error) }),
  });
}

/** Undefined says nothing. */
const given = (name: string, value: string | number | undefined): readonly Attribute[] => (value === undefined ? [] : [[name, value]]);

/** From when the operation is looked at, after the policies of the global scope, until its plan is there. */
function planSpan({ exchanges }: Recording, planned: number, parentId: string, write: Write): Span {
  const begin = exchanges.flatMap(({ requests }) => requests).find(({ kind }) => kind === 'operation')?.begin ?? 0;
  return write({ begin, end: planned }, { parentId, name: 'plan', kind: 'internal', attributes: [] });
}

function exchangeSpans(exchange: ExchangeRecord, parentId: string, write: Write): readonly Span[] {
  const { scope, api, ending } = exchange;
  const own = write(exchange, {
    parentId,
    name: scope === 'global' ? 'policies' : `${scope} ${api}`,
    kind: 'internal',
    attributes: [
      ['fedpass.scope', scope],
      ...(scope === 'global' ? [] : given('fedpass.backend', api)),
      ...given('fedpass.outcome', ending?.kind),
    ],
    ...(ending?.error === undefined ? {} : { error: ending.error }),
  });
  const below = own.spanId;
  return [
    own,
    ...exchange.steps.map((step) => policySpan(step, below, write)),
    ...exchange.credentials.map((credential) => credentialSpan(credential, below, write)),
    ...exchange.requests.filter(({ kind }) => kind !== 'operation').map((request) => requestSpan(request, below, write)),
  ];
}

const policySpan = (step: StepRecord, parentId: string, write: Write): Span =>
  write(step, {
    parentId,
    name: step.site.policy,
    kind: 'internal',
    attributes: [
      ['code.file.path', step.site.document],
      ['code.line.number', step.site.line],
      ['code.column.number', step.site.column],
      ['fedpass.section', step.section],
      ...(step.site.id === null ? [] : given('fedpass.policy.id', step.site.id)),
    ],
  });

const good: ReadonlySet<string> = new Set(['cached', 'obtained', 'shared']);

const credentialSpan = (credential: CredentialRecord, parentId: string, write: Write): Span =>
  write(credential, {
    parentId,
    name: 'credential',
    kind: 'internal',
    attributes: [
      ['fedpass.credential.provider', credential.provider],
      ['fedpass.credential.connection', credential.connection],
      ['fedpass.credential.outcome', credential.outcome],
    ],
    ...(good.has(credential.outcome) ? {} : { error: credential.outcome }),
  });

function requestSpan(request: RequestRecord, parentId: string, write: Write): Span {
  const { method, url, status, failure, spanId } = request;
  const target = URL.canParse(url) ? new URL(url) : undefined;
  const isError = failure !== undefined || (status !== undefined && status >= 400);
  return write(request, {
    spanId,
    parentId,
    name: method,
    kind: 'client',
    attributes: [
      ['http.request.method', method],
      ['url.full', url],
      ...given('server.address', target?.hostname),
      ...(target === undefined ? [] : given('server.port', portOf(target))),
      ...given('http.response.status_code', status),
      ...(isError ? given('error.type', status === undefined ? 'no_response' : String(status)) : []),
    ],
    ...(isError ? { error: failure ?? `status ${status}` } : {}),
  });
}

const portOf = ({ port, protocol }: URL): number => (port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port));
