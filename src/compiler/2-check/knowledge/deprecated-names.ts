/** A name that still works and should not be used. */
export interface DeprecatedName {
  /** `alias`: another name of something; `legacy`: replaced; `undocumented`: in no reference page, so that it may change without notice. */
  readonly status: 'alias' | 'legacy' | 'undocumented';
  /** What to write in its place; undefined when there is nothing. */
  readonly instead?: string;
}

/** Elements, from the reference of policies and its schema files. */
export const deprecatedElements: ReadonlyMap<string, DeprecatedName> = new Map([
  ['set-backend-service-dapr', { status: 'alias', instead: '<set-backend-service backend-id="dapr" …>' }],
  ['set-graphql-resolver', { status: 'legacy', instead: 'a resolver document with <http-data-source>' }],
  ['cache-value', { status: 'undocumented', instead: '<cache-lookup-value> and <cache-store-value>' }],
  ['invoke-request', { status: 'undocumented', instead: '<send-request>' }],
  ['authentication-token', { status: 'undocumented', instead: '<get-authorization-context>' }],
  ['authentication-token-store', { status: 'undocumented', instead: '<get-authorization-context>' }],
  ['authentication-oauth2', { status: 'undocumented', instead: '<get-authorization-context>' }],
  ['block', { status: 'undocumented' }],
  ['issuer-signing-tokens', { status: 'legacy', instead: '<issuer-signing-keys>' }],
  ['zumo-master-key', { status: 'legacy', instead: '<key>' }],
]);
