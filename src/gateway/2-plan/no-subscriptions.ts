import { type ASTNode, type DocumentNode, GraphQLError } from 'graphql';
import { hasFields, rootTypesByOperation } from './overlay/names.ts';

/**
 * Where a schema offers subscriptions, which are not carried: the gateway package plans them, and its executor refuses the plan ("Execution
 * of subscriptions not supported by gateway"). To say so when schemas are composed spares whoever reads the graph a field that never works.
 */
export function offeredSubscriptions(document: DocumentNode):
  | {
      readonly code: 'SUBSCRIPTIONS';
      readonly message: string;
      readonly help: string;
      readonly node: ASTNode;
    }
  | undefined {
  const name = rootTypesByOperation(document.definitions).get('subscription');
  const node = document.definitions.find((each) => hasFields(each) && each.name.value === name);
  if (node === undefined) return undefined;
  return {
    code: 'SUBSCRIPTIONS',
    message: `the schema offers subscriptions (type \`${name}\`), and this gateway carries none`,
    help: `take \`${name}\` out of this file; the backend keeps it, and clients that need it reach the backend itself, or ask again`,
    node,
  };
}

/** What a client gets that subscribes all the same: a supergraph that others composed may say that it could. */
export const noSubscriptions = (): GraphQLError =>
  new GraphQLError('This graph carries no subscriptions.', { extensions: { code: 'OPERATION_NOT_SUPPORTED', http: { status: 400 } } });
