import type { Bound } from '../types/bound.ts';
import { noOrigins, type Origin, type Origins } from './origin.ts';

/** Headers that carry what a client proves itself with, besides cookies. */
const credentialHeaders: ReadonlySet<string> = new Set([
  'authorization',
  'proxy-authorization',
  'ocp-apim-subscription-key',
  'x-api-key',
  'api-key',
  'x-functions-key',
]);

export const isCredentialHeader = (name: string): boolean => credentialHeaders.has(name.toLowerCase());

/** All headers at once. */
export const everyHeader: Origin = { kind: 'client-credential', what: 'every header of the client' };

/** `Request.Headers` for `context.Request.Headers`; undefined for anything that is no chain of properties of `context`. */
export function contextPath(node: Bound): string | undefined {
  if (node.kind === 'context') return '';
  if (node.kind !== 'property' || node.receiver === undefined) return undefined;
  const path = contextPath(node.receiver);
  return path === undefined ? undefined : path === '' ? node.member.name : `${path}.${node.member.name}`;
}

/** The origin of a header of the request as the client sent it. */
export function headerOrigin(name: string | undefined): Origin {
  if (name === undefined) return { kind: 'client', what: 'a header of the client' };
  const kind = isCredentialHeader(name) ? 'client-credential' : name.toLowerCase() === 'cookie' ? 'cookie' : 'client';
  return { kind, what: `the header \`${name}\` of the client` };
}

/** What a property of `context` brings; headers by name are looked at by whoever reads them. */
export function contextOrigins(path: string): Origins {
  switch (path) {
    case 'Request.Headers':
      return [everyHeader];
    case 'Request.Body':
      return [{ kind: 'client', what: 'the body of the request' }];
    case 'Request.MatchedParameters':
      return [{ kind: 'client', what: 'a parameter of the URL' }];
    case 'Request.Url':
    case 'Request.Url.Path':
    case 'Request.OriginalUrl':
    case 'Request.OriginalUrl.Path':
      return [{ kind: 'client', what: 'the URL of the request' }];
    case 'Request.Url.Query':
    case 'Request.Url.QueryString':
    case 'Request.OriginalUrl.Query':
    case 'Request.OriginalUrl.QueryString':
      return [{ kind: 'client', what: 'the query of the request' }];
    default:
      return noOrigins;
  }
}
