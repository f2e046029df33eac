import { fill, type Message, message, type Params } from '../../diagnostics/message.ts';

/** Something that the import could not carry over, or carried over as something else: a message with the place in the export. */
export interface Gap {
  readonly code: string;
  /** `error`: what is written lacks it. `warning`: it behaves otherwise. `info`: nothing that a gateway does depends on it. */
  readonly severity: 'error' | 'warning' | 'info';
  readonly text: string;
  readonly help: string | undefined;
  /** In the export. */
  readonly where: string;
}

/** Collects gaps. */
export class Gaps {
  readonly #found: Gap[] = [];

  get all(): readonly Gap[] {
    return this.#found;
  }

  add<Hole extends string>(what: Message<Hole>, where: string, params: Params<Hole>): void {
    const text = fill(what.text, params);
    const help = what.help === undefined ? undefined : fill(what.help, params);
    const isTold = this.#found.some((gap) => gap.code === what.code && gap.text === text && gap.where === where);
    if (!isTold) this.#found.push({ code: what.code, severity: what.severity, text, help, where });
  }
}

export const gaps = {
  unreadable: message('import/unreadable', 'error', 'this part of the export cannot be read: {what}', 'mend it there, and import again'),
  expression: message(
    'import/expression',
    'warning',
    'a template expression cannot be worked out: {what}',
    'what depends on it is taken from the environment; or give its parameters with `--set name=value`',
  ),
  nameUnknown: message(
    'import/name-unknown',
    'error',
    'the {type} `{name}` is left out, because its name is not known',
    'import again with {asks}',
  ),
  condition: message(
    'import/condition',
    'warning',
    'the {type} is deployed only under a condition that is not known; it is imported',
    'remove it, or import again with the values of the condition by `--set`',
  ),
  otherService: message('import/other-service', 'info', '{count} × `{type}` is not of API Management', 'keep deploying it as before'),
  nothingServed: message(
    'import/nothing-served',
    'error',
    'there is neither an API nor a credential provider in what is imported, so a gateway would have nothing to do',
    'take what was written into a project that has `subgraphs`, `apis` or `providers`',
  ),
  kind: message('import/kind', 'warning', '{what} is not imported: {why}', '{help}'),
  decoration: message('import/decoration', 'info', '{what} is not imported: {why}', 'nothing is to be done for the gateway'),
  renamed: message(
    'import/renamed',
    'warning',
    'the {what} `{from}` is called `{to}` here',
    'names of files and of the configuration have letters, digits, `_` and `-`; documents that name it by `context.Api` see the new name',
  ),
  secret: message(
    'import/secret',
    'warning',
    'the secret that stood in the export in plain sight is not written: {what}',
    'put it into the environment variable `{env}`, and consider replacing it: an export is no place for a secret',
  ),
  keyVault: message(
    'import/key-vault',
    'warning',
    '{what} came from Azure Key Vault: {secret}',
    'fill the environment variable `{env}` from there, or write a `file:` reference to what your platform mounts',
  ),
  policyLink: message(
    'import/policy-link',
    'error',
    'the policies of {what} are a link, not a text',
    'requests are refused (501) until you put the text of the document at `{file}`',
  ),
  policyUnknown: message(
    'import/policy-unknown',
    'error',
    'the policies of {what} are not known before the template is deployed',
    'requests are refused (501) until you put the text of the document at `{file}`, or import again with the values by `--set`',
  ),
  policyBroken: message(
    'import/policy-broken',
    'error',
    'the document of {what} is not sound, so it is written as it was: without its operations, and without the demand for a key',
    'mend it in the export, and import again',
  ),
  productPolicy: message(
    'import/product-policy',
    'error',
    'the policies of the product `{product}` are not imported: there is no scope of products here',
    'write what they do into `policies/global.xml`, in a `choose` on `context.Product?.Id == "{product}"`',
  ),
  operation: message(
    'import/operation-policy',
    'error',
    'the policies of the operation `{operation}` of `{api}` are not merged: {why}',
    'its requests are refused (501) until you write what they do into `policies/apis/{api}.xml`, in a `choose` on `{variable}`',
  ),
  operationsUnknown: message(
    'import/operations-unknown',
    'warning',
    'the operations of `{api}` are not in the export, so everything below its path is passed on',
    'limit it in `policies/apis/{api}.xml` with a `choose` on `context.Request.Method` and `context.Request.Url.Path`',
  ),
  operationFacts: message(
    'import/operation-facts',
    'warning',
    'the document reads `context.Operation`, which has the method of the request here',
    'read the variable `{variable}` instead, which the imported document sets to the id of the operation',
  ),
  apiKind: message('import/api-kind', 'error', 'the API `{api}` is not imported: {why}', '{help}'),
  revision: message(
    'import/api-revision',
    'info',
    'the revision `{api}` is not imported, because it is not the current one',
    'make it the current one before the export, if it is meant',
  ),
  apiPath: message(
    'import/api-path',
    'warning',
    'the API `{api}` is offered under `{path}`, not under `{from}`',
    'a path has at least one segment, and some belong to the gateway itself: clients call the new one, or a proxy in front keeps the old one',
  ),
  apiVersion: message(
    'import/api-version',
    'warning',
    'the API `{api}` has versions told by {scheme}; each version has a path of its own here: `{path}`',
    'clients of this version call that path, or a proxy in front maps it',
  ),
  apiUrl: message(
    'import/api-url',
    'warning',
    'the API `{api}` has no address of its own in the export',
    'put the base address that calls go to into the environment variable `{env}`',
  ),
  openProduct: message(
    'import/open-product',
    'warning',
    '`{api}` is reached without a key, because the product `{product}` is open',
    'add a `choose` on `context.Subscription` to `policies/apis/{api}.xml`, if that is not meant',
  ),
  closed: message(
    'import/api-closed',
    'warning',
    '`{api}` demands a key, and nothing in the export opens it, so all of its requests are refused',
    'change the `choose` on `context.Subscription` in `policies/apis/{api}.xml` to those who may call it',
  ),
  forwarding: message(
    'import/authorization-forwarding',
    'warning',
    'API Management passes the `Authorization` and `Cookie` of a client on to a backend; here they are sent only where they are named',
    'write `forwardHeaders: [all, Authorization]` for those of `apis` whose backend is to get the token of the client: {apis}',
  ),
  backend: message('import/backend', 'error', 'the backend `{backend}` loses {what}', '{help}'),
  backendUrl: message('import/backend-url', 'error', 'the backend `{backend}` is left out: {why}', '{help}'),
  namedValue: message('import/named-value', 'error', 'the named value `{name}` is left out: {why}', '{help}'),
  subscription: message('import/subscription', 'warning', 'the subscription `{name}` is left out: {why}', '{help}'),
  provider: message('import/provider', 'error', 'the credential provider `{provider}` is left out: {why}', '{help}'),
  grant: message(
    'import/provider-grant',
    'error',
    'the credential provider `{provider}` has two grants, of which `{kept}` is kept',
    'make a second provider for the other: a provider has one grant here',
  ),
  parameter: message(
    'import/provider-parameter',
    'warning',
    '`{parameter}` of `{provider}` is left out: `{kind}` has no such parameter',
    'docs/providers.md lists the parameters of each identity provider',
  ),
  consent: message(
    'import/consent',
    'warning',
    'tokens are in no export: the connection `{connection}` has to be connected once',
    'add the redirect URL at the provider (`fedpass connections show {connection}` prints it), then run `fedpass connections login {connection}`',
  ),
  accessPolicy: message('import/access-policy', 'error', 'the access policy `{policy}` of `{connection}` is left out: {why}', '{help}'),
  issuers: message(
    'import/issuers',
    'warning',
    'access policies name users or applications, and no issuer of their tokens is configured',
    "add the issuer with the audience that its tokens carry: `identity.issuers` in the configuration. API Management's own audience is not taken over",
  ),
  identity: message(
    'import/identity',
    'warning',
    'the object id of the service is not in the export; access policies that mean the service by an expression are written as `gateway: true`',
    'nothing more is needed; set `identity.gateway` if something else knows the gateway by its object id',
  ),
} as const;
