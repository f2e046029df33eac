import { gaps } from '../gaps.ts';
import { type ApimExport, type ExportedResource, ofKind } from '../resource.ts';
import { isMap, knownAt, listAt, mapAt, member, shown, type Text, textAt, type Value, type ValueMap } from '../value.ts';
import type { Draft, Plain } from './draft.ts';

const id = /^(?!__proto__$)[A-Za-z0-9][A-Za-z0-9_.-]{0,255}$/;

/** Settings of a backend that are not here, and what to do in their place. */
const lost: readonly (readonly [path: readonly string[], what: string, help: string])[] = [
  [
    ['credentials'],
    'the credentials that it sends (headers, query, certificates)',
    'send them by `set-header` from a secret named value, or by `authentication-certificate`, in the documents that use it',
  ],
  [['proxy'], 'its proxy', 'write `proxy` into the documents that use it'],
  [
    ['tls'],
    'what it says of TLS',
    'certificates are always validated; trust a private authority by `certificates: { id: { authority: … } }`',
  ],
  [['circuitBreaker'], 'its circuit breaker', 'write `retry` into the documents that use it'],
];

/** Backends, and pools of them. */
export function importBackends(from: ApimExport, draft: Draft): void {
  const resources = ofKind(from, 'backends').filter(({ names: [name = ''], where }) => {
    if (id.test(name)) return true;
    draft.gaps.add(gaps.backendUrl, where, { backend: name, why: 'its name is none here', help: 'rename it before the export' });
    return false;
  });
  const single = resources.filter((resource) => !isPool(resource));
  for (const resource of single) importAddress(resource, draft);
  for (const resource of resources.filter(isPool)) importPool(resource, draft);
}

const isPool = ({ properties }: ExportedResource): boolean =>
  isMap(member(properties, 'pool')) || knownAt(properties, 'type')?.toLowerCase() === 'pool';

function importAddress({ names: [name = ''], properties, where }: ExportedResource, draft: Draft): void {
  const url = textAt(properties, 'url');
  if (url === undefined || isMap(member(properties, 'properties', 'serviceFabricCluster'))) {
    const why = url === undefined ? 'it has no address' : 'it is a cluster of Service Fabric, whose services are not looked up here';
    draft.gaps.add(gaps.backendUrl, where, { backend: name, why, help: 'add it to `backends` with the address that calls go to' });
    return;
  }
  draft.set('backends', name, { url: addressOf(url, { name, where }, draft) });
  for (const [path, what, help] of lost)
    if (isGiven(member(properties, ...path))) draft.gaps.add(gaps.backend, where, { backend: name, what, help });
}

/** A base address that the configuration takes; one that it would not take is asked for. */
export function addressOf(url: Text, { name, where }: { readonly name: string; readonly where: string }, draft: Draft): string {
  if (typeof url !== 'string') return draft.settings.reference(url, where);
  const trimmed = url.replace(/\/+$/, '');
  if (isBase(trimmed)) return draft.settings.reference(trimmed, where);
  const what = `the base address of \`${name}\` (in the export: \`${withoutSecrets(url)}\`)`;
  return `\${env.${draft.settings.variable([name, 'url'], { key: `url ${name}`, what, secret: false, where })}}`;
}

/** A query may hold a key. */
const withoutSecrets = (url: string): string =>
  shown(url)
    .replace(/\?.*$/s, '?…')
    .replace(/\/\/[^/@]*@/, '//…@');

function isBase(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return (
    url !== undefined &&
    /^https?:$/.test(url.protocol) &&
    url.search === '' &&
    url.hash === '' &&
    url.username === '' &&
    url.password === ''
  );
}

/** Defaults that an export writes out are no loss. */
function isGiven(value: Value | undefined): boolean {
  if (value === undefined || value === null || value === '') return false;
  if (Array.isArray(value)) return value.length > 0;
  if (!isMap(value)) return true;
  const given = Object.entries(value).filter(
    ([name, one]) => isGiven(one) && !(/^validateCertificate(?:Chain|Name)$/.test(name) && one === true),
  );
  return given.length > 0;
}

function importPool({ names: [name = ''], properties, where }: ExportedResource, draft: Draft): void {
  const services = listAt(mapAt(properties, 'pool'), 'services').filter(isMap);
  const members = services.map((service) => memberName(service));
  const there = members.filter((one): one is string => one !== undefined && draft.has('backends', one));
  if (there.length === 0) {
    const help = 'add its members to `backends` first, then the pool: `{ pool: [id, id] }`';
    draft.gaps.add(gaps.backendUrl, where, { backend: name, why: 'none of its members is imported', help });
    return;
  }
  if (there.length < members.length)
    draft.gaps.add(gaps.backend, where, {
      backend: name,
      what: 'members that are not in the export',
      help: 'add them to `backends` and to its `pool`',
    });
  const uneven = ['weight', 'priority'].filter(
    (setting) => new Set(services.map((service) => JSON.stringify(service[setting] ?? null))).size > 1,
  );
  if (uneven.length > 0)
    draft.gaps.add(gaps.backend, where, {
      backend: name,
      what: `the ${uneven.join(' and ')} of its members, which take turns here`,
      help: 'list a member more than once under other ids to give it more of the calls',
    });
  const pool: Plain = [...new Set(there)];
  draft.set('backends', name, { pool });
}

const memberName = (service: ValueMap): string | undefined => {
  const reference = textAt(service, 'id');
  return reference === undefined ? undefined : lastName(reference);
};

/** The last part of an id, where that is known. */
export const lastName = (reference: Text): string | undefined => {
  const [, name] = /\/([^/[\]]+)$/.exec(shown(reference)) ?? [];
  return name;
};
