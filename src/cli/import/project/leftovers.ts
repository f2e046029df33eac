import { gaps } from '../gaps.ts';
import type { ApimExport, ExportedResource } from '../resource.ts';
import type { Draft } from './draft.ts';

/** Kinds that are read by the files beside this one, or belong to one that is. */
const read: ReadonlySet<string> = new Set([
  '',
  'apis',
  'apis/description',
  'apis/operations',
  'apis/operations/policies',
  'apis/policies',
  'apiversionsets',
  'authorizationproviders',
  'authorizationproviders/authorizations',
  'authorizationproviders/authorizations/accesspolicies',
  'backends',
  'namedvalues',
  'policies',
  'policyfragments',
  'products',
  'products/apis',
  'products/apilinks',
  'properties',
  'subscriptions',
]);

/** What a gateway would have done, and what to do here in its place. */
const missed: Readonly<Record<string, readonly [why: string, help: string]>> = {
  'apis/resolvers': ['resolvers belong to a subgraph here', 'docs/subgraphs.md says how their documents are written'],
  caches: ['it has a connection string', 'set `cache` to the address of your Redis'],
  certificates: ['keys are in no export', 'add it to `certificates` with files of your platform'],
  diagnostics: ['what is logged is not decided by resources', 'set `telemetry`, and write `trace` or `emit-metric` into documents'],
  'apis/diagnostics': ['what is logged is not decided by resources', 'set `telemetry`, and write `trace` or `emit-metric` into documents'],
  loggers: ['it has a connection string', 'add an Event Hub to `messaging` for `log-to-eventhub`; telemetry goes by `telemetry`'],
  schemas: ['schemas are files here', 'put it into a file that `schemas` names, for `validate-content`'],
  'apis/schemas': ['schemas are files here', 'put it into a file that `schemas` names, for `validate-content`'],
  workspaces: ['there are no workspaces here', 'make a project of its own out of each'],
  gateways: ['a self-hosted gateway is another installation', 'run this project there: docs/deploying.md'],
  authorizationservers: ['it serves the console of the developer portal', 'nothing is to be done, unless `validate-jwt` is meant'],
};

/** Kinds that concern people or the portal: a gateway does nothing by them. */
const decorative: Readonly<Record<string, string>> = {
  'apis/releases': 'releases are notes about revisions',
  'apis/tagdescriptions': 'tags order the portal',
  'apis/tags': 'tags order the portal',
  'apis/operations/tags': 'tags order the portal',
  'apis/wikis': 'wikis are of the portal',
  'products/groups': 'groups of developers are of the portal',
  'products/grouplinks': 'groups of developers are of the portal',
  'products/tags': 'tags order the portal',
  'products/wikis': 'wikis are of the portal',
  groups: 'groups of developers are of the portal',
  'groups/users': 'users are of the portal',
  identityproviders: 'sign-in to the portal',
  notifications: 'mails of the portal',
  openidconnectproviders: 'sign-in to the console of the portal',
  portalconfigs: 'the portal',
  portalrevisions: 'the portal',
  portalsettings: 'the portal',
  tags: 'tags order the portal',
  templates: 'mails of the portal',
  users: 'users are of the portal',
};

/** Names every resource that was not read. */
export function nameLeftovers({ resources }: ApimExport, draft: Draft): void {
  for (const resource of resources) if (!read.has(resource.kind) && !isInside(resource)) nameOne(resource, draft);
}

/** What lies in something that is named itself. */
const isInside = ({ kind }: ExportedResource): boolean =>
  /^(?:workspaces|gateways|loggers|diagnostics|apis\/diagnostics|apis\/resolvers)\//.test(kind);

function nameOne({ kind, type, names, where }: ExportedResource, draft: Draft): void {
  const what = `\`${type}\` \`${names.join('/')}\``;
  if (kind === 'products/policies') {
    draft.gaps.add(gaps.productPolicy, where, { product: names[0] ?? '' });
    return;
  }
  const why = Object.hasOwn(decorative, kind) ? decorative[kind] : undefined;
  if (why !== undefined) {
    draft.gaps.add(gaps.decoration, where, { what, why });
    return;
  }
  const [reason, help] = (Object.hasOwn(missed, kind) ? missed[kind] : undefined) ?? [
    'this program does not know the kind',
    'see whether something depends on it',
  ];
  draft.gaps.add(gaps.kind, where, { what, why: reason, help });
}
