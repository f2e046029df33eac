import { siteText } from '../../runtime/site.ts';
import { redactText } from '../../telemetry/redact.ts';
import type { Changes, ExchangeRecord, Recording, StepRecord, Timed, WarmUpRecord } from '../record/recording.ts';
import { scrub } from './scrub.ts';

/** A recording as the client sees it in `extensions.trace`. Every text has lost the secrets that the request's policies were given, and what looks like one. */
export function traceReport(recording: Recording, disclosed: ReadonlySet<string>): unknown {
  const { requestId, status, operation, plan, planned, warmUps, exchanges, dropped } = recording;
  return harmless(
    {
      requestId,
      durationMs: took(recording),
      status,
      ...(operation === undefined ? {} : { operation: { type: operation.type, name: operation.name ?? null } }),
      ...(planned === undefined ? {} : { plannedAtMs: rounded(planned), plan: plan ?? null }),
      ...(warmUps.length === 0 ? {} : { warmUps: warmUps.map(warmUpReport) }),
      exchanges: exchanges.map(exchangeReport),
      ...(dropped === 0 ? {} : { notRecorded: dropped }),
    },
    disclosed,
  );
}

function exchangeReport(exchange: ExchangeRecord) {
  const { scope, api, steps, credentials, requests, ending } = exchange;
  return {
    scope,
    ...(scope === 'global' ? {} : { [scope === 'api' ? 'api' : 'subgraph']: api }),
    startMs: rounded(exchange.begin),
    durationMs: took(exchange),
    policies: steps.map((step, index) => stepReport(step, steps.slice(index + 1), exchange)),
    credentials: credentials.map((each) => ({
      provider: each.provider,
      connection: each.connection,
      outcome: each.outcome,
      startMs: rounded(each.begin),
      durationMs: took(each),
    })),
    requests: requests
      .filter(({ kind }) => kind !== 'operation')
      .map((each) => ({
        kind: each.kind,
        method: each.method,
        url: each.url,
        startMs: rounded(each.begin),
        durationMs: took(each),
        ...(each.status === undefined ? {} : { status: each.status }),
        ...(each.failure === undefined ? {} : { failure: each.failure }),
      })),
    ...(ending === undefined ? {} : { ended: ending.kind, status: ending.status ?? null }),
    ...(ending?.error === undefined ? {} : { error: ending.error }),
  };
}

function warmUpReport(record: WarmUpRecord) {
  const { subgraph, provider, connection, outcome, begin } = record;
  return { subgraph, provider, connection, outcome: outcome ?? 'waiting', startMs: rounded(begin), durationMs: took(record) };
}

function stepReport(step: StepRecord, later: readonly StepRecord[], exchange: ExchangeRecord) {
  const { section, site, changes } = step;
  const branch = site.policy === 'choose' ? branchTaken(step, later) : undefined;
  const changed = changesReport(changes);
  return {
    policy: site.policy,
    at: siteText(site),
    section,
    ...(site.path === site.policy ? {} : { path: site.path }),
    ...(site.id === null ? {} : { id: site.id }),
    durationMs: rounded((step.end ?? exchange.end ?? step.begin) - step.begin),
    ...(branch === undefined ? {} : { branch }),
    ...(Object.keys(changed).length === 0 ? {} : { changed }),
  };
}

/** The branch of a choose is known by the first policy in it. One that is empty, or none that fits, leaves nothing behind. */
function branchTaken({ site, section }: StepRecord, [next]: readonly StepRecord[]): string {
  const inside = `${site.path}/`;
  const isInside = next?.site.document === site.document && next.section === section && next.site.path.startsWith(inside);
  return isInside ? (next.site.path.slice(inside.length).split('/')[0] ?? 'none') : 'none';
}

function changesReport(changes: Changes): Readonly<Record<string, unknown>> {
  const { requestHeaders, responseHeaders, variables, requestBody, responseBody, url, method, status } = changes;
  return {
    ...(requestHeaders.length === 0 ? {} : { requestHeaders }),
    ...(responseHeaders.length === 0 ? {} : { responseHeaders }),
    ...(variables.length === 0 ? {} : { variables }),
    ...(requestBody ? { requestBody } : {}),
    ...(responseBody ? { responseBody } : {}),
    ...(url === undefined ? {} : { url }),
    ...(method === undefined ? {} : { method }),
    ...(status === undefined ? {} : { status }),
  };
}

const rounded = (ms: number): number => Math.round(ms * 1_000) / 1_000;
const took = ({ begin, end }: Timed): number | null => (end === undefined ? null : rounded(end - begin));

/** Copies a value of JSON with every text scrubbed. */
function harmless(value: unknown, disclosed: ReadonlySet<string>): unknown {
  if (typeof value === 'string') return redactText(scrub(disclosed, value));
  if (Array.isArray(value)) return value.map((each) => harmless(each, disclosed));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, harmless(each, disclosed)]));
}
