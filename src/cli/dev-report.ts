import type { ConnectionFact, DevFacts } from '../dev/facts.ts';
import type { Guard, Reload } from '../dev/gateway-port.ts';
import { paint } from './paint.ts';

type Paint = ReturnType<typeof paint>;

/** What `fedpass dev` prints when everything runs. */
export function devReport(facts: DevFacts, options: { readonly color: boolean; readonly stateFolder: string }): string {
  const ink = paint(options.color);
  const blocks = [
    `${ink.bold(ink.green('●'))} ${ink.bold('Fedpass is running')} ${ink.dim('with a demo OAuth server and stand-in services')}`,
    addresses(facts, ink),
    guards(facts, ink),
    `${ink.bold('Try it')} ${ink.dim('— run it twice: the token ids stay the same, nothing is fetched again')}\n${indent(ink.cyan(curl(facts.publicUrl, facts.query)))}`,
    ...story(facts, ink),
    ...consent(facts.connections, ink),
    [
      ink.dim('Edit a document and save it: the next query runs the new version.'),
      ink.dim(`State is kept in ${options.stateFolder}. Ctrl-C stops everything.`),
    ].join('\n'),
  ];
  return `\n${blocks.map((block) => indent(block)).join('\n\n')}\n\n`;
}

const indent = (text: string): string => text.replace(/^(?=.)/gm, '  ');

/** Columns as wide as their widest cell. `shown` is printed in place of its plain text. */
interface Cell {
  readonly plain: string;
  readonly shown?: string;
}

function table(rows: readonly (readonly Cell[])[]): string {
  const widths = rows[0]?.map((_cell, column) => Math.max(...rows.map((row) => row[column]?.plain.length ?? 0))) ?? [];
  const line = (row: readonly Cell[]): string =>
    row
      .slice(0, row.findLastIndex(({ plain }) => plain !== '') + 1)
      .map(
        ({ plain, shown }, column, cells) =>
          (shown ?? plain) + (column + 1 === cells.length ? '' : ' '.repeat((widths[column] ?? 0) - plain.length)),
      )
      .join('   ');
  return rows.map(line).join('\n');
}

function addresses({ publicUrl, oauth, adversary }: DevFacts, ink: Paint): string {
  const rows: readonly (readonly [string, string, string])[] = [
    ['GraphQL', `${publicUrl}/graphql`, ''],
    ['Health', `${publicUrl}/health/ready`, ''],
    ['OAuth', oauth.issuer, ''],
    ['Counters', oauth.statsUrl, 'token requests so far'],
    ...(adversary === undefined ? [] : [['Adversary', adversary, 'choose how the token endpoint misbehaves'] as const]),
  ];
  return table(
    rows.map(([name, url, note]) => [
      { plain: name, shown: ink.dim(name) },
      { plain: url, shown: ink.cyan(url) },
      { plain: note, shown: ink.dim(note) },
    ]),
  );
}

const statusWords = {
  connected: 'connected',
  waiting: 'waiting for consent',
  broken: 'broken, consent is needed again',
  unknown: 'unknown',
} as const;

function guards(facts: DevFacts, ink: Paint): string {
  const heads = ['SUBGRAPH', 'SERVICE', 'GUARDED BY', 'CONNECTION', 'STATUS'].map((plain) => ({ plain, shown: ink.dim(plain) }));
  return table([heads, ...facts.guards.flatMap((guard) => guardRows(guard, facts.connections, ink))]);
}

function guardRows(guard: Guard, connections: readonly ConnectionFact[], ink: Paint): readonly (readonly Cell[])[] {
  const document = guard.document ?? 'no document';
  const named = guard.connections.map(({ provider, connection }) => `${provider}/${connection}`);
  const used = [...named, ...(guard.computed ?? [])];
  return (used.length === 0 ? ['—'] : used).map((use, index) => {
    const state = connections.find(({ provider, connection }) => use === `${provider}/${connection}`);
    const status = state === undefined ? '' : statusWords[state.status];
    const color = state?.status === 'connected' ? ink.green : state?.status === 'broken' ? ink.red : ink.yellow;
    return [
      { plain: index === 0 ? guard.subgraph : '', shown: index === 0 ? ink.bold(guard.subgraph) : '' },
      { plain: index === 0 ? guard.url : '' },
      { plain: index === 0 ? document : '' },
      { plain: use },
      { plain: status, shown: color(status) },
    ];
  });
}

/** One line that a POSIX shell takes as it is; `more` are options of curl. */
const curl = (publicUrl: string, query: string, more = ''): string =>
  `curl -s ${publicUrl}/graphql -H 'content-type: application/json' ${more}-d '${JSON.stringify({ query }).replaceAll("'", "'\\''")}'`;

/** The query of somebody who has to connect something first. */
function story({ publicUrl, oauth, connect }: DevFacts, ink: Paint): readonly string[] {
  if (connect === undefined) return [];
  const { query, person } = connect;
  const token = `-H "authorization: Bearer $(curl -s ${oauth.tokens[person] ?? ''})" `;
  const what = ink.dim(`— as ${person}, who connects GitHub first: open the connectUrl of the answer, sign in as ${person}, ask again`);
  return [`${ink.bold('All kinds of backends')} ${what}\n${indent(ink.cyan(curl(publicUrl, query, token)))}`];
}

function consent(connections: readonly ConnectionFact[], ink: Paint): readonly string[] {
  const withLink = connections.filter(({ connectUrl }) => connectUrl !== undefined);
  if (withLink.length === 0) return [];
  const waiting = withLink.some(({ status }) => status !== 'connected');
  const head = waiting
    ? ink.bold(ink.yellow('Give consent in a browser')) + ink.dim(' — the link is good once')
    : ink.bold('Consent') + ink.dim(' — given; the link, good once, gives it as somebody else');
  const lines = withLink.map(({ provider, connection, connectUrl }) => `  ${provider}/${connection}   ${ink.cyan(connectUrl ?? '')}`);
  return [[head, ...lines].join('\n')];
}

/** What `fedpass dev --json` prints when everything runs: one line. */
export function devJson(facts: DevFacts): string {
  const { publicUrl, oauth, adversary, services, guards, connections, query, connect } = facts;
  const line = {
    graphql: `${publicUrl}/graphql`,
    health: { live: `${publicUrl}/health/live`, ready: `${publicUrl}/health/ready` },
    oauth: {
      issuer: oauth.issuer,
      authorization: oauth.authorizationUrl,
      token: oauth.tokenUrl,
      jwks: oauth.jwksUrl,
      stats: oauth.statsUrl,
    },
    ...(adversary === undefined ? {} : { adversary }),
    services: Object.fromEntries(services.map(({ name, url }) => [name, url])),
    guards: guards.map(({ subgraph, document, connections: used }) => ({ subgraph, document: document ?? null, connections: used })),
    connections: connections.map(({ provider, connection, status, connectUrl }) => ({
      provider,
      connection,
      status,
      connectUrl: connectUrl ?? null,
    })),
    query,
    ...(connect === undefined ? {} : { connect: { ...connect, tokenUrl: oauth.tokens[connect.person] } }),
  };
  return `${JSON.stringify(line)}\n`;
}

/** What is printed when documents changed on disk: one line, and what was found in those that are broken. */
export function reloadLine(reload: Reload, options: { readonly color: boolean; readonly time: string }): string {
  const ink = paint(options.color);
  const time = ink.dim(options.time);
  const changed = reload.changed.length === 0 ? [] : [`${time} ${ink.green('✓')} ${reload.changed.join(', ')} recompiled\n`];
  const broken =
    reload.broken.length === 0
      ? []
      : [`${time} ${ink.red('✗')} ${reload.broken.join(', ')} broken: the last good version goes on serving\n${reload.report}`];
  return [...changed, ...broken].join('');
}
