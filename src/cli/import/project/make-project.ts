import { gaps } from '../gaps.ts';
import { type ApimExport, type ExportedResource, ofKind } from '../resource.ts';
import { importIdentity } from './access-policies.ts';
import { importApis } from './apis.ts';
import { importBackends } from './backends.ts';
import { importCallers } from './callers.ts';
import type { Draft } from './draft.ts';
import { nameLeftovers } from './leftovers.ts';
import { refusing } from './merge.ts';
import { importNamedValues } from './named-values.ts';
import { apiNamesHere } from './names.ts';
import { policyText } from './policy-text.ts';
import { importProviders } from './providers.ts';

/** Makes a project out of what an export holds. */
export function makeProject(from: ApimExport, draft: Draft): void {
  importIdentity(from, draft);
  importNamedValues(from, draft);
  importBackends(from, draft);
  importCallers(from, draft);
  importProviders(from, draft);
  importDocuments(from, draft);
  importApis(from, draft, apiNamesHere());
  if (!draft.sections.has('apis') && !draft.sections.has('providers')) draft.gaps.add(gaps.nothingServed, 'the export', {});
  nameLeftovers(from, draft);
}

function importDocuments(from: ApimExport, draft: Draft): void {
  for (const resource of ofKind(from, 'policies')) add(resource, 'global', 'all APIs', draft);
  for (const resource of ofKind(from, 'policyfragments')) {
    const [id = ''] = resource.names;
    if (/^[^/\\\p{Cc}]{1,200}$/u.test(id) && !id.startsWith('.')) add(resource, `fragments/${id}`, `the fragment \`${id}\``, draft);
    else
      draft.gaps.add(gaps.kind, resource.where, {
        what: `the fragment \`${id}\``,
        why: 'its id can be no name of a file',
        help: 'rename it before the export',
      });
  }
}

function add(resource: ExportedResource, name: string, what: string, draft: Draft): void {
  const text = policyText(resource, { what, file: `policies/${name}.xml` }, draft);
  if (text !== undefined) draft.documents.set(name, text);
  // Without a fragment nothing compiles; without the global document everything would.
  else if (name === 'global') draft.documents.set(name, refusing);
}
