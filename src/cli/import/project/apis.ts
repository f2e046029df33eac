import { count } from '../../reports/count.ts';
import { gaps } from '../gaps.ts';
import { type ApimExport, below, type ExportedResource, ofKind } from '../resource.ts';
import { flagAt, knownAt, member, shown, textAt } from '../value.ts';
import { documentOf } from './api-document.ts';
import { addressOf, lastName } from './backends.ts';
import type { Draft, Plain } from './draft.ts';
import { keyDemand } from './keys.ts';
import type { Names } from './names.ts';

/** APIs with their documents: everything that is passed on to a backend over HTTP. */
export function importApis(from: ApimExport, draft: Draft, names: Names): void {
  const imported = ofKind(from, 'apis').flatMap((resource) => importApi(resource, { from, draft, names }) ?? []);
  if (imported.length > 0) draft.gaps.add(gaps.forwarding, 'apis', { apis: imported.map((name) => `\`${name}\``).join(', ') });
}

export interface ApiRoom {
  readonly from: ApimExport;
  readonly draft: Draft;
  readonly names: Names;
}

function importApi(resource: ExportedResource, room: ApiRoom): string | undefined {
  const {
    names: [id = ''],
    properties,
    where,
  } = resource;
  const { from, draft, names } = room;
  const refuse = (why: string, help: string): undefined => draft.gaps.add(gaps.apiKind, where, { api: id, why, help }) as undefined;
  const type = (knownAt(properties, 'type') ?? knownAt(properties, 'apiType') ?? 'http').toLowerCase();
  if (/;rev=/.test(id) && flagAt(properties, 'isCurrent') !== true) {
    draft.gaps.add(gaps.revision, where, { api: id });
    return undefined;
  }
  if (/;rev=/.test(id) && below(from, 'apis', [id.replace(/;rev=.*$/, '')]).length > 0) return undefined;
  if (type === 'websocket' || type === 'grpc' || type === 'odata')
    return refuse(`APIs of the type \`${type}\` are not served here`, 'keep it where it is');
  const resolvers = below(from, 'apis/resolvers', [id]);
  if (type === 'graphql' && resolvers.length > 0)
    return refuse(
      `its fields are resolved by ${count(resolvers.length, 'resolver')}`,
      'make it a subgraph of the kind `rest`: docs/subgraphs.md; the policies of a resolver become `policies/resolvers/<subgraph>/<Type>.<field>.xml`',
    );
  const name = names.of(id.replace(/;rev=.*$/, ''));
  if (name !== id) draft.gaps.add(gaps.renamed, where, { what: 'API', from: id, to: name });
  const path = pathOf(resource, name, room);
  const url = urlOf(resource, name, room);
  draft.set('apis', name, { path, url });
  tellKeyNames(resource, draft);
  draft.documents.set(`apis/${name}`, documentOf(resource, name, { path, keys: keyDemand(resource, room) }, room));
  return name;
}

function tellKeyNames({ names: [id = ''], properties, where }: ExportedResource, draft: Draft): void {
  const header = knownAt(properties, 'subscriptionKeyParameterNames', 'header') ?? 'Ocp-Apim-Subscription-Key';
  const query = knownAt(properties, 'subscriptionKeyParameterNames', 'query') ?? 'subscription-key';
  if (header.toLowerCase() === 'ocp-apim-subscription-key' && query.toLowerCase() === 'subscription-key') return;
  const why = `keys come in \`${header}\` or \`?${query}=\` there`;
  draft.gaps.add(gaps.kind, where, {
    what: `the names for keys of the API \`${id}\``,
    why,
    help: 'let its clients send `Ocp-Apim-Subscription-Key`',
  });
}

const own = /^\/(?:connect|graphql|health|metrics|oauth|signin|token)(?:\/|$)/i;

function pathOf({ properties, where }: ExportedResource, name: string, { from, draft }: ApiRoom): string {
  const given = textAt(properties, 'path');
  const base = typeof given === 'string' ? given.replaceAll(/^\/+|\/+$/g, '') : '';
  const version = versionOf(properties, from);
  const wanted = `/${[base, version?.segment].filter((part) => part !== undefined && part !== '').join('/')}`;
  const isFree = /^(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9._~-]+)+$/.test(wanted) && !own.test(wanted) && !isTaken(wanted, draft);
  const fallback = version === undefined ? `/${name}` : `/${name}-${version.segment.replaceAll(/[^A-Za-z0-9._~-]/g, '-')}`;
  const path = isFree ? wanted : isTaken(`/${name}`, draft) ? `${fallback}-${draft.sections.get('apis')?.size ?? 0}` : `/${name}`;
  if (version !== undefined && version.scheme !== 'Segment')
    draft.gaps.add(gaps.apiVersion, where, { api: name, scheme: version.scheme === 'Header' ? 'a header' : 'the query', path });
  if (!isFree)
    draft.gaps.add(gaps.apiPath, where, {
      api: name,
      path,
      from: typeof given === 'string' || given === undefined ? wanted : shown(given),
    });
  return path;
}

const isTaken = (path: string, { sections }: Draft): boolean =>
  [...(sections.get('apis')?.values() ?? [])].some(
    (api) => String((api as { readonly path: Plain }).path).toLowerCase() === path.toLowerCase(),
  );

function versionOf(properties: ExportedResource['properties'], from: ApimExport) {
  const segment = knownAt(properties, 'apiVersion');
  const set = textAt(properties, 'apiVersionSetId');
  if (segment === undefined || (set === undefined && member(properties, 'apiVersionSet') === undefined)) return undefined;
  const name = set === undefined ? undefined : lastName(set);
  const found = name === undefined ? undefined : below(from, 'apiversionsets', [name])[0];
  const scheme = knownAt(found?.properties, 'versioningScheme') ?? knownAt(properties, 'apiVersionSet', 'versioningScheme') ?? 'Segment';
  return { segment, scheme };
}

/** Where calls go to: the API's own address, or that of the only backend that its document names. */
function urlOf(resource: ExportedResource, name: string, room: ApiRoom): string {
  const {
    properties,
    where,
    names: [id = ''],
  } = resource;
  const { from, draft } = room;
  const given = textAt(properties, 'serviceUrl');
  if (given !== undefined) return addressOf(given, { name, where }, draft);
  const backend = backendOf(from, id, draft);
  if (backend !== undefined) return backend;
  const env = draft.settings.variable([name, 'url'], {
    key: `url ${name}`,
    what: `the base address of the API \`${name}\``,
    secret: false,
    where,
  });
  draft.gaps.add(gaps.apiUrl, where, { api: name, env });
  return `\${env.${env}}`;
}

function backendOf(from: ApimExport, api: string, draft: Draft): string | undefined {
  const texts = below(from, 'apis/policies', [api]).map(({ properties }) => textAt(properties, 'value'));
  const ids = new Set(
    texts.flatMap((text) => [...(text === undefined ? '' : shown(text)).matchAll(/backend-id="([\w.-]+)"/g)].map(([, one = '']) => one)),
  );
  const [only = ''] = ids;
  const entry = ids.size === 1 ? draft.sections.get('backends')?.get(only) : undefined;
  const url = typeof entry === 'object' && 'url' in entry ? entry['url'] : undefined;
  return typeof url === 'string' ? url : undefined;
}
