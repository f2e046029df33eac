import { type FragmentDefinitionNode, GraphQLError, Kind, type ValidationRule } from 'graphql';
import { measureOperation, type OperationMeasures } from './measure-operation.ts';

/** The most that an operation may have of each. */
export type OperationLimits = OperationMeasures;

const told: readonly (readonly [measure: keyof OperationMeasures, says: (found: number, most: number) => string])[] = [
  ['depth', (found, most) => `The operation is ${found} levels deep; this graph allows ${most}.`],
  ['aliases', (found, most) => `The operation has ${found} aliases; this graph allows ${most}.`],
  ['rootFields', (found, most) => `The operation has ${found} root fields; this graph allows ${most}.`],
  ['directives', (found, most) => `The operation has ${found} directives; this graph allows ${most}.`],
];

/** Refuses operations that ask for more than `most`: what a small document can make a gateway do has no other bound. */
export const operationLimits =
  (most: OperationLimits): ValidationRule =>
  (context) => {
    const fragments = new Map<string, FragmentDefinitionNode>();
    for (const definition of context.getDocument().definitions)
      if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
    return {
      OperationDefinition(operation) {
        const found = measureOperation(operation, fragments);
        for (const [measure, says] of told)
          if (found[measure] > most[measure])
            context.reportError(new GraphQLError(says(found[measure], most[measure]), { nodes: operation }));
        return false;
      },
    };
  };
