import { GraphQLError, parse, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import type { Config } from '../../config/config.ts';
import type { SubgraphSchema } from '../../gateway/2-plan/compose.ts';
import type { Plan } from '../../gateway/2-plan/plan.ts';
import { subgraphSchema } from '../../gateway/2-plan/subgraph-schema.ts';
import { connectionsOf } from './connection-uses.ts';
import type { DocumentUses, UsedDocument } from './document-uses.ts';
import type { CallUse } from './explanation.ts';

type Call = Extract<Plan, { kind: 'call' }>;

interface PlacedCall {
  readonly call: Call;
  readonly step: string;
  readonly conditions: readonly string[];
}

/** The calls of a plan with the number of their step: `1`, `2`; letters for what runs side by side. */
export function placedCalls(plan: Plan | undefined): readonly PlacedCall[] {
  const numbered = (each: Plan, step: string, conditions: readonly string[]): readonly PlacedCall[] => {
    switch (each.kind) {
      case 'call':
        return [{ call: each, step: step === '' ? '1' : step, conditions }];
      case 'sequence':
        return each.steps.flatMap((one, index) => numbered(one, step === '' ? `${index + 1}` : `${step}.${index + 1}`, conditions));
      case 'parallel':
        return each.steps.flatMap((one, index) => numbered(one, `${step === '' ? '1' : step}${letter(index)}`, conditions));
      case 'condition':
        return [
          ...(each.whenTrue === undefined ? [] : numbered(each.whenTrue, step, [...conditions, `$${each.variable}`])),
          ...(each.whenFalse === undefined ? [] : numbered(each.whenFalse, step, [...conditions, `not $${each.variable}`])),
        ];
    }
  };
  return plan === undefined ? [] : numbered(plan, '', []);
}

/** a … z, then aa, ab … */
const letter = (index: number): string => (index < 26 ? '' : letter(Math.floor(index / 26) - 1)) + String.fromCharCode(97 + (index % 26));

/** What each call would do, with the documents around it. */
export function callUses(
  plan: Plan | undefined,
  {
    config,
    schemas,
    documents,
  }: { readonly config: Config; readonly schemas: readonly SubgraphSchema[]; readonly documents: DocumentUses },
): { readonly calls: readonly CallUse[]; readonly used: readonly UsedDocument[] } {
  const used: UsedDocument[] = [];
  const calls = placedCalls(plan).map(({ call, step, conditions }): CallUse => {
    const subgraph = config.subgraphs[call.subgraph];
    const schema = schemas.find(({ name }) => name === call.subgraph);
    const isRest = subgraph?.kind === 'rest';
    const document = isRest ? undefined : (documents.of(`subgraphs/${call.subgraph}`) ?? documents.of('subgraphs'));
    const resolvers = isRest && schema !== undefined ? resolversOf(call, schema.sdl, documents) : [];
    const own = [...(document === undefined ? [] : [document]), ...resolvers];
    used.push(...own);
    return {
      step,
      subgraph: call.subgraph,
      kind: subgraph?.kind ?? 'federation',
      url: subgraph?.url ?? '',
      entities: call.entities,
      conditions,
      path: call.path.join('.'),
      operation: call.operation,
      document: document ?? null,
      resolvers,
      connections: connectionsOf(own, config),
    };
  });
  return { calls, used };
}

/** The documents of the fields that a call asks a `rest` subgraph for. */
function resolversOf({ subgraph, operation }: Call, sdl: string, documents: DocumentUses): readonly UsedDocument[] {
  const fields = new Set<string>();
  try {
    const types = new TypeInfo(subgraphSchema(sdl));
    visit(
      parse(operation),
      visitWithTypeInfo(types, {
        Field: ({ name }) => void fields.add(`${types.getParentType()?.name ?? ''}.${name.value}`),
        InlineFragment: () => {
          const isEntity = types.getParentType()?.name !== undefined;
          if (isEntity) fields.add(`${types.getType()?.toString() ?? ''}.__resolveReference`);
        },
      }),
    );
  } catch (error) {
    // A schema that does not read is for composition to tell.
    if (!(error instanceof GraphQLError)) throw error;
  }
  return [...fields].flatMap((field) => documents.of(`resolvers/${subgraph}/${field}`) ?? []);
}
