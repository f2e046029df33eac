import { type GraphQLSchema, printSchema } from 'graphql';
import type { Schemas } from '../../runtime/ports/schemas.ts';
import { type SampleAnswers, sampleAnswers } from '../services/sample-answer.ts';

/** The schemas of the configuration together with those of one graph. What is costly is made when it is first asked for. */
export function graphSchemas(configured: Schemas, graph: GraphQLSchema, subgraphs: ReadonlyMap<string, string>): Schemas {
  let sdl: string | undefined;
  const samples = new Map<string | undefined, SampleAnswers | undefined>();
  const whole = (): string => {
    sdl ??= printSchema(graph);
    return sdl;
  };
  const samplesOf = (subgraph: string | undefined): SampleAnswers | undefined => {
    if (!samples.has(subgraph)) {
      const text = subgraph === undefined ? whole() : subgraphs.get(subgraph);
      samples.set(subgraph, text === undefined ? undefined : sampleAnswers(text));
    }
    return samples.get(subgraph);
  };
  return {
    validate: (schemaId, contentType, body) => configured.validate(schemaId, contentType, body),
    get graph() {
      return whole();
    },
    sample: ({ subgraph, body }) => samplesOf(subgraph)?.answer(body),
  };
}
