import { composeProject } from '../compose/compose-project.ts';
import type { Exit } from '../exit.ts';
import { withPlainWords } from '../explain-failure.ts';
import type { Io } from '../io.ts';
import { paint } from '../paint.ts';
import type { AddRequest } from './add-request.ts';
import type { Added } from './added.ts';
import { openPlace, type Place } from './place.ts';
import { variable } from './provider-for.ts';
import { writeDraft } from './written.ts';

/** Adds a subgraph to a project, and composes it. Nothing that is there is written over. */
export const addSubgraph = (request: AddRequest, io: Io): Promise<Exit> =>
  withPlainWords(io, async () => {
    const place = openPlace(request.name, request.kind.kind, request.config, io);
    const added = await work(request, place, io);
    const written = writeDraft(place, added.draft, io);
    io.out(report(request.name, added, written, io));
    const status = await composeProject({ config: request.config, check: true, out: undefined }, io);
    if (status === 0) io.out('\nThe schemas compose.\n');
    return status;
  });

async function work(request: AddRequest, place: Place, io: Io): Promise<Added> {
  if (request.kind.kind === 'graphql') {
    const { addGraphql } = await import('./overlay/add-graphql.ts');
    return addGraphql(request, request.kind, place, io);
  }
  const { addRest } = await import('./openapi/add-rest.ts');
  return addRest(request, request.kind, place, io);
}

/** As many of one kind are told one by one; the rest is counted. */
const mostGaps = 20;

function report(name: string, { notes, gaps, credential, edit }: Added, written: readonly string[], io: Io): string {
  const ink = paint(io.color.out);
  const shown = gaps.slice(0, mostGaps).map(({ code, at, text }) => `  ${ink.yellow('gap')} ${at}: ${text} ${ink.dim(`[${code}]`)}`);
  const more = gaps.length - shown.length;
  return [
    ...written.slice(0, 8).map((file) => `${ink.green('+')} ${file}`),
    ...(written.length > 8 ? [`${ink.green('+')} and ${written.length - 8} more files`] : []),
    '',
    ...notes.map((note) => `  ${note}`),
    ...shown,
    ...(more > 0 ? [`  and ${more} more gaps: ${[...new Set(gaps.map(({ code }) => code))].join(', ')}`] : []),
    '',
    ink.bold('Next'),
    ...next(name, credential).map((step) => `  ${step}`),
    `  read and change ${edit.join(' and ')}`,
    '',
  ].join('\n');
}

function next(name: string, chosen: Added['credential']): readonly string[] {
  if (chosen === undefined) return [];
  const { credential, entries } = chosen;
  if (credential.kind === 'none')
    return [`policies/subgraphs/${name}.xml sends no credential: add a provider to fedpass.yaml, and get-authorization-context there`];
  if (credential.kind === 'key') return [`set ${variable(name, 'key')} to the key of the API`];
  if (entries.length === 0) return [];
  const id = `${credential.provider}/${credential.connection}`;
  const consents = entries.some(({ value }) => value['grantType'] === 'authorizationCode');
  return [
    `register an application at the provider, and set ${variable(name, 'clientId')} and ${variable(name, 'clientSecret')}; look through providers.${name} in fedpass.yaml`,
    ...(consents ? [`fedpass connections login ${id}`] : [`fedpass connections test ${id}`]),
  ];
}
