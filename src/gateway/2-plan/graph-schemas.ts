import type { GraphQLSchema } from 'graphql';
import type { Schemas } from '../../runtime/ports/schemas.ts';
import { type SampleAnswers, sampleAnswers } from '../services/sample-answer.ts';
import { subgraphSchema } from './subgraph-schema.ts';

/** The schemas of the configuration together with those of one graph. What is costly is made when it is first asked for. */
export function graphSchemas(configured: Schemas, graph: GraphQLSchema, subgraphs: ReadonlyMap<string, () => string>): Schemas {
  const schemas = new Map<string | undefined, GraphQLSchema | undefined>([[undefined, graph]]);
  const samples = new Map<string | undefined, SampleAnswers | undefined>();
  const schemaOf = (subgraph: string | undefined): GraphQLSchema | undefined => {
    if (!schemas.has(subgraph)) {
      const text = subgraphs.get(subgraph ?? '')?.();
      schemas.set(subgraph, text === undefined ? undefined : subgraphSchema(text));
    }
    return schemas.get(subgraph);
  };
  const samplesOf = (subgraph: string | undefined): SampleAnswers | undefined => {
    if (!samples.has(subgraph)) {
      const schema = schemaOf(subgraph);
      samples.set(subgraph, schema === undefined ? undefined : sampleAnswers(schema));
    }
    return samples.get(subgraph);
  };
  return {
    validate: (question) => configured.validate(question),
    http: (subgraph) => configured.http(subgraph),
    graph: schemaOf,
    sample: ({ subgraph, body }) => samplesOf(subgraph)?.answer(body),
  };
}
