import { tellsOfSecret } from '../../../config/scalars/secret-name.ts';
import { gaps } from '../gaps.ts';
import { type ApimExport, type ExportedResource, ofKind } from '../resource.ts';
import { flagAt, knownAt, shown, textAt } from '../value.ts';
import type { Draft } from './draft.ts';

const form = /^[A-Za-z0-9_.-]{1,256}$/;

/** Named values: documents write their display name between braces. */
export function importNamedValues(from: ApimExport, draft: Draft): void {
  for (const resource of ofKind(from, 'namedvalues')) importOne(resource, draft);
  // What they were called before 2019.
  for (const resource of ofKind(from, 'properties')) importOne(resource, draft);
}

function importOne({ names: [id = ''], properties, where }: ExportedResource, draft: Draft): void {
  const name = knownAt(properties, 'displayName') ?? id;
  if (!form.test(name) || draft.has('namedValues', name)) {
    const why = form.test(name) ? 'another one is called the same' : 'its name is none that a document can write';
    draft.gaps.add(gaps.namedValue, where, { name, why, help: 'rename it before the export' });
    return;
  }
  const value = textAt(properties, 'value');
  const vault = textAt(properties, 'keyVault', 'secretIdentifier');
  const what = `the named value \`${name}\``;
  if (flagAt(properties, 'secret') === true || vault !== undefined || (typeof value === 'string' && tellsOfSecret(name))) {
    const secret = draft.secret(['named-value', name], what, value, where);
    draft.set('namedValues', name, { secret });
    if (vault !== undefined) draft.gaps.add(gaps.keyVault, where, { what, secret: shown(vault), env: secret.slice(6, -1) });
    return;
  }
  if (value === undefined) {
    const env = draft.settings.variable(['named-value', name], { key: `named value ${name}`, what, secret: false, where });
    draft.set('namedValues', name, { value: `\${env.${env}}` });
    return;
  }
  const secure = typeof value !== 'string' && draft.settings.reference(value, where);
  const isSecret = secure !== false && draft.settings.all.some((setting) => setting.secret && secure.includes(`\${env.${setting.name}}`));
  draft.set('namedValues', name, isSecret ? { secret: secure } : { value: draft.settings.reference(value, where) });
}
