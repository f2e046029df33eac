import { visible } from '../../diagnostics/visible.ts';
import { type Ink, paint } from '../paint.ts';
import { count } from '../reports/count.ts';
import type { CallUse, ConnectionUse, DocumentUse, Explanation, Measure, PolicyUse } from './explanation.ts';

/** An explanation for a person: from what is asked of the caller, through the calls in their order, to the connections. */
export function explanationText(explanation: Explanation, { color }: { readonly color: boolean }): string {
  const ink = paint(color);
  const { operation, limits, caller, global, calls } = explanation;
  const subgraphs = new Set(calls.map(({ subgraph }) => subgraph)).size;
  const head = `${ink.bold(`${operation.type}${operation.name === null ? '' : ` ${operation.name}`}`)}: ${
    calls.length === 0 ? 'no subgraph is called' : `${count(calls.length, 'call')} to ${count(subgraphs, 'subgraph')}`
  }`;
  const lines = [
    head,
    `  ${limits.map((measure) => measureText(measure, ink)).join(', ')}`,
    '',
    ink.bold('The caller needs'),
    ...(caller.length === 0 ? ['  nothing that a policy asks for'] : caller.map(({ what, at }) => `  ${what} ${ink.dim(at)}`)),
    ...(global === null ? [] : ['', ink.bold('Around the whole request'), ...documentLines(global, ink)]),
    ...calls.flatMap((call, index) => ['', ...callLines(call, { all: calls, before: calls.slice(0, index) }, ink)]),
    '',
  ];
  return visible(lines.join('\n'));
}

function measureText({ what, found, most }: Measure, ink: Ink): string {
  const text = `${found} of ${most} ${what}`;
  return found > most ? ink.red(text) : text;
}

function callLines(
  call: CallUse,
  { all, before }: { readonly all: readonly CallUse[]; readonly before: readonly CallUse[] },
  ink: Ink,
): readonly string[] {
  const beside = besides(call, all);
  const notes = [
    ...(beside.length === 0 ? [] : [`beside ${beside.join(', ')}`]),
    ...(call.conditions.length === 0 ? [] : [`if ${call.conditions.join(' and ')}`]),
    ...(call.path === '' ? [] : [`at ${call.path}`]),
    ...(call.entities ? ['entities'] : []),
  ];
  return [
    `${ink.bold(`${call.step}. ${call.subgraph}`)} ${ink.dim(`${call.kind}${call.url === '' ? '' : ` ${call.url}`}`)}${notes.length === 0 ? '' : ` (${notes.join('; ')})`}`,
    `  asks ${oneLine(call.operation)}`,
    ...(call.document === null && call.resolvers.length === 0
      ? [`  ${ink.yellow('no document: it is sent as it is, without a token')}`]
      : []),
    ...(call.document === null ? [] : knownDocument(call, call.document, before, ink)),
    ...call.resolvers.flatMap((resolver) => documentLines(resolver, ink)),
    ...call.connections.map((connection) => `  ${ink.cyan('token')} ${connectionText(connection)} ${ink.dim(connection.at)}`),
  ];
}

/** What was shown already is named only. */
function knownDocument({ subgraph }: CallUse, use: DocumentUse, before: readonly CallUse[], ink: Ink): readonly string[] {
  const shown = before.find((other) => other.subgraph === subgraph);
  return shown === undefined ? documentLines(use, ink) : [`  ${use.document}, as in step ${shown.step}`];
}

/** Steps that differ in their last letter run side by side. */
function besides({ step }: CallUse, all: readonly CallUse[]): readonly string[] {
  const stem = step.replace(/[a-z]+(\.\d+)*$/, '');
  if (stem === step) return [];
  const own = step.slice(0, step.length - (/(\.\d+)+$/.exec(step)?.[0].length ?? 0));
  return all
    .map((other) => other.step)
    .filter((other) => other.startsWith(stem) && /^[a-z]/.test(other.slice(stem.length)) && !other.startsWith(own));
}

function documentLines({ document, policies }: DocumentUse, ink: Ink): readonly string[] {
  const width = Math.max(0, ...policies.map(({ section }) => section.length));
  let last = '';
  const rows = policies.map((policy) => {
    const label = policy.section === last ? '' : policy.section;
    last = policy.section;
    return `    ${ink.dim(label.padEnd(width))}  ${policyText(policy, document, ink)}`;
  });
  return [`  ${document}${policies.length === 0 ? ' (no policies)' : ''}`, ...rows];
}

/** The place is cut to line and column in the document that is shown above. */
function policyText({ policy, at, inside }: PolicyUse, document: string, ink: Ink): string {
  const place = at.startsWith(`${document}:`) ? at.slice(document.length + 1) : at;
  const depth = inside === '' ? 0 : inside.split('/').length;
  const branch = inside === '' ? '' : ` ${ink.dim(`in ${inside}`)}`;
  return `${'  '.repeat(Math.min(depth, 4))}${policy} ${ink.dim(place)}${branch}`;
}

function connectionText({ provider, connection, connectionExpression, asker, grantType, scopes }: ConnectionUse): string {
  const computed = connectionExpression === null ? '(computed)' : `@(${shortened(oneLine(connectionExpression))})`;
  const name = `${provider ?? '(computed)'}/${connection ?? computed}`;
  const notes = [
    grantType ?? 'not configured',
    scopes === null ? 'no scopes configured' : `scopes ${scopes}`,
    asker === 'gateway' ? 'for the gateway itself' : 'for the caller',
  ];
  return `${name} (${notes.join(', ')})`;
}

/** What does not fit on a line is in the document. */
const shortened = (text: string): string => (text.length > 80 ? `${text.slice(0, 79)}…` : text);

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
