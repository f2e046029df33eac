import { type DocumentNode, GraphQLError } from 'graphql';
import { hasFields, isSchema, rootTypesByOperation } from './written/definitions.ts';
import type { SchemaFault } from './written/schema-fault.ts';

/**
 * Where a schema offers subscriptions, which are not carried: the gateway package plans them, and its executor refuses the plan ("Execution
 * of subscriptions not supported by gateway"). To say so when schemas are composed spares whoever reads the graph a field that never works.
 */
export function offeredSubscriptions({ definitions }: DocumentNode): readonly SchemaFault<'SUBSCRIPTIONS'>[] {
  const roots = rootTypesByOperation(definitions);
  const name = roots.get('subscription');
  const node = definitions.find((each) => hasFields(each) && each.name.value === name);
  // One type for two operations is told as that.
  if (node === undefined || name === roots.get('query') || name === roots.get('mutation')) return [];
  const isDeclared = definitions
    .filter(isSchema)
    .some(({ operationTypes }) => operationTypes?.some(({ operation }) => operation === 'subscription'));
  return [
    {
      code: 'SUBSCRIPTIONS',
      message: `the schema offers subscriptions (type \`${name}\`), and this gateway carries none`,
      help: `take \`${name}\` out of this file${isDeclared ? ', and `subscription` out of `schema`' : ''}; the backend keeps it, and clients that need it reach the backend itself, or ask again`,
      node,
    },
  ];
}

/** What a client gets that subscribes all the same: a supergraph that others composed may say that it could. */
export const noSubscriptions = (): GraphQLError =>
  new GraphQLError('This graph carries no subscriptions.', { extensions: { code: 'OPERATION_NOT_SUPPORTED', http: { status: 400 } } });
