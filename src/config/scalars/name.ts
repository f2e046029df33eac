import * as z from 'zod';
import { message } from '../../diagnostics/message.ts';
import { Refusal } from './refusal.ts';
import { shownKey } from './secret-name.ts';

const badName = message('config/name', 'error', '`{text}` cannot be the name of {what}', 'use {allowed}');
const twins = message(
  'config/name-case',
  'error',
  '`{second}` differs from `{first}` only in upper and lower case',
  'rename one of them: such names are compared without regard to case',
);

/** What the names in a map may look like. */
export interface NameRule {
  readonly what: string;
  /** A name for examples. */
  readonly sample: string;
  readonly form: RegExp;
  readonly allowed: string;
}

const fileSafe = 'a letter, then letters, digits, `_` or `-`, at most 64 in all; names of devices such as `con` are refused';
/** Names that some file systems keep for devices; a document or schema could not be named so. */
const devices = '(?!(?:[cC][oO][nN]|[pP][rR][nN]|[aA][uU][xX]|[nN][uU][lL]|[cC][oO][mM][0-9]|[lL][pP][tT][0-9])$)';

/** Subgraph names go into the supergraph (letters, digits, `_`, `-`; first a letter) and into file names. */
export const subgraphNames: NameRule = {
  what: 'a subgraph',
  sample: 'crm',
  form: new RegExp(`^${devices}[A-Za-z][A-Za-z0-9_-]{0,63}$`),
  allowed: fileSafe,
};
export const apiNames: NameRule = { what: 'an API', sample: 'files', form: subgraphNames.form, allowed: fileSafe };

/** APIM: letters, digits, periods, dashes and underscores; never a key that means something on a JavaScript object. */
export const namedValueNames: NameRule = {
  what: 'a named value',
  sample: 'org',
  form: /^(?!__proto__$)[A-Za-z0-9_.-]{1,256}$/,
  allowed: '1 to 256 letters, digits, `.`, `-` or `_`',
};

const armId = /^(?!\.{1,2}$)(?!__proto__$)[^*#&+:<>?/\\\p{Cc}]{1,256}$/u;
const armAllowed = '1 to 256 characters without `* # & + : < > ? / \\`, and not `.` or `..`';
/** ARM resource ids: the pattern of the management API, less what would change a path. */
export const providerIds: NameRule = { what: 'a provider', sample: 'github', form: armId, allowed: armAllowed };
export const connectionIds: NameRule = { what: 'a connection', sample: 'org', form: armId, allowed: armAllowed };
export const accessPolicyIds: NameRule = { what: 'an access policy', sample: 'gateway', form: armId, allowed: armAllowed };
export const parameterNames: NameRule = {
  what: 'a parameter',
  sample: 'clientId',
  form: /^(?!__proto__$)[A-Za-z][A-Za-z0-9_.-]{0,127}$/,
  allowed: 'a letter, then letters, digits, `_`, `.` or `-`',
};

const plainName = /^(?!__proto__$)[A-Za-z0-9][A-Za-z0-9_.-]{0,255}$/;
const plainAllowed = '1 to 256 letters, digits, `.`, `-` or `_`, the first a letter or digit';
export const certificateIds: NameRule = { what: 'a certificate', sample: 'partner', form: plainName, allowed: plainAllowed };
export const productIds: NameRule = { what: 'a product', sample: 'gold', form: plainName, allowed: plainAllowed };
export const subscriptionIds: NameRule = { what: 'a subscription', sample: 'acme', form: plainName, allowed: plainAllowed };
export const backendIds: NameRule = { what: 'a backend', sample: 'eu', form: plainName, allowed: plainAllowed };
export const schemaIds: NameRule = { what: 'a schema', sample: 'order', form: plainName, allowed: plainAllowed };
export const loggerIds: NameRule = { what: 'a logger', sample: 'audit', form: plainName, allowed: plainAllowed };
export const managedSecretIds: NameRule = { what: 'a secret', sample: 'github', form: plainName, allowed: plainAllowed };
export const vaultHosts: NameRule = {
  what: 'a Key Vault',
  sample: 'contoso.vault.azure.net',
  form: /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9-]{1,63})+$/,
  allowed: 'its host in lower case: `contoso.vault.azure.net`',
};
export const namespaceNames: NameRule = {
  what: 'a Service Bus namespace',
  sample: 'contoso.servicebus.windows.net',
  form: plainName,
  allowed: plainAllowed,
};

/** A map from names to `value`. The names are checked by {@link wrongNames}, so that a bad one hides nothing that is wrong below it. */
export const named = <Value extends z.ZodType>(rule: NameRule, value: Value) =>
  z.record(z.string().meta({ pattern: rule.form.source }), value).meta({ names: rule });

/** What is wrong with the names of a map. Names that differ only in case are refused: file systems and ARM confuse them. */
export function wrongNames(names: Iterable<string>, rule: NameRule): readonly { readonly name: string; readonly refusal: Refusal }[] {
  const wrong: { name: string; refusal: Refusal }[] = [];
  const seen = new Map<string, string>();
  for (const name of names) {
    const first = seen.get(name.toLowerCase());
    if (!rule.form.test(name))
      wrong.push({ name, refusal: new Refusal(badName, { text: shownKey(name), what: rule.what, allowed: rule.allowed }) });
    else if (first !== undefined) wrong.push({ name, refusal: new Refusal(twins, { first, second: name }) });
    seen.set(name.toLowerCase(), first ?? name);
  }
  return wrong;
}
