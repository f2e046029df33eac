import { GraphQLError, type ValidationRule } from 'graphql';

const introspective: ReadonlySet<string> = new Set(['__schema', '__type']);

/** Refuses to tell of the schema, in whichever operation or fragment of the document it is asked for. `__typename` tells of the answer. */
export const noIntrospection: ValidationRule = (context) => ({
  Field(node) {
    if (!introspective.has(node.name.value)) return;
    context.reportError(
      new GraphQLError('This graph does not show its schema (introspection).', {
        nodes: node,
        extensions: { validationErrorCode: 'INTROSPECTION_DISABLED' },
      }),
    );
  },
});
