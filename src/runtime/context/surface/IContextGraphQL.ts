import { dotnetType, member } from '../../dotnet/define.ts';
import { JObject } from '../../dotnet/json/containers.ts';
import type { JToken } from '../../dotnet/json/token.ts';
import type { Host } from '../../host.ts';
import type { GraphqlFacts } from '../facts.ts';
import { tokenOfJson } from '../json-token.ts';

const argumentsOf = (host: Host, { arguments: given }: GraphqlFacts): JToken => tokenOfJson(host, given);
const parentOf = (host: Host, { parent }: GraphqlFacts): JToken | null => parentToken(host, parent);

/** An object, or null: what API Management calls a data object acts like a JObject. */
export function parentToken(host: Host, parent: unknown): JToken | null {
  const token = parent === null || parent === undefined ? null : tokenOfJson(host, parent);
  return token instanceof JObject ? token : null;
}

/** `context.GraphQL` (reference: IContextGraphQL). */
export const IContextGraphQL_ = dotnetType('interface Fedpass.IContextGraphQL', 'The field that a resolver resolves.', {
  arguments: member('JObject Arguments { get; }', argumentsOf, 'The arguments of the field, variables put in.', { host: true }),
  graphqlArguments: member('JObject GraphQLArguments { get; }', argumentsOf, 'The same by another name.', { host: true }),
  parent: member('JObject Parent { get; }', parentOf, 'The object that the field belongs to; null at the root.', { host: true }),
});
