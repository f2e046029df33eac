import { type GraphQLCompositeType, type GraphQLSchema, isObjectType } from 'graphql';

/** What a rule wants done to the fields of its path. `ignore`: the rule does not count this time. */
export const ruleActions = ['allow', 'remove', 'reject', 'ignore'] as const;

export interface PathRule {
  readonly path: string;
  readonly action: (typeof ruleActions)[number];
}

/** What becomes of a field, the mildest first. */
const outcomes = ['allow', 'remove', 'reject'] as const;
export type FieldOutcome = (typeof outcomes)[number];

/** A name, the beginning of one (`user*`), any name, or the root types of the schema. */
type Pattern =
  | { readonly kind: 'exact'; readonly name: string }
  | { readonly kind: 'prefix'; readonly start: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'root' };

interface FieldPattern {
  readonly type: Pattern;
  readonly field: Pattern;
}

const any: Pattern = { kind: 'any' };
const segment = /^(?:[_A-Za-z][_0-9A-Za-z]*\*?|\*)$/;

/**
 * What a path stands for: `/` every field, `/Type/field` one, `/name` the field of that name of a root type and every field of a type of
 * that name. A name may end in `*`. Undefined when it is no such path.
 */
export function readPath(path: string): readonly FieldPattern[] | undefined {
  if (path === '/') return [{ type: any, field: any }];
  const [empty, first, second, ...more] = path.split('/');
  if (empty !== '' || first === undefined || more.length > 0 || !segment.test(first)) return undefined;
  if (second === undefined)
    return [
      { type: { kind: 'root' }, field: pattern(first) },
      { type: pattern(first), field: any },
    ];
  return segment.test(second) ? [{ type: pattern(first), field: pattern(second) }] : undefined;
}

function pattern(text: string): Pattern {
  if (text === '*') return any;
  return text.endsWith('*') ? { kind: 'prefix', start: text.slice(0, -1) } : { kind: 'exact', name: text };
}

/**
 * Decides about fields. The most specific rule wins: a named field before a named type, a whole name before a beginning, a longer beginning
 * before a shorter; of two alike, the first. A field that no rule speaks of is allowed. Of an abstract type the object could be any
 * that it stands for, so the strictest answer holds.
 */
export function fieldRules(
  rules: readonly PathRule[],
  schema: GraphQLSchema,
): (parent: GraphQLCompositeType, field: string) => FieldOutcome {
  const roots = new Set([schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].map((type) => type?.name));
  const sorted = rules
    .flatMap(({ path, action }) => (readPath(path) ?? []).map((where) => ({ where, action, weight: weight(where) })))
    .sort((a, b) => b.weight - a.weight);
  const ofObject = (type: string, field: string): FieldOutcome => {
    for (const { where, action } of sorted) if (action !== 'ignore' && matches(where, type, field, roots)) return action;
    return 'allow';
  };
  return (parent, field) => {
    if (isObjectType(parent)) return ofObject(parent.name, field);
    const possible = schema.getPossibleTypes(parent).map(({ name }) => outcomes.indexOf(ofObject(name, field)));
    return outcomes[Math.max(0, ...possible)] ?? 'reject';
  };
}

const weight = ({ type, field }: FieldPattern): number => weightOf(field) * 10_000 + weightOf(type);

function weightOf(of: Pattern): number {
  switch (of.kind) {
    case 'exact':
      return 2_000;
    case 'root':
      return 1_000;
    case 'prefix':
      return Math.min(of.start.length, 999);
    case 'any':
      return 0;
  }
}

function matches({ type, field }: FieldPattern, typeName: string, fieldName: string, roots: ReadonlySet<string | undefined>): boolean {
  // Every client and every query plan asks for __typename; `/__*` means the introspection of the schema.
  if (fieldName === '__typename' && field.kind === 'prefix') return false;
  return (type.kind === 'root' ? roots.has(typeName) : isNamed(type, typeName)) && isNamed(field, fieldName);
}

function isNamed(of: Pattern, name: string): boolean {
  switch (of.kind) {
    case 'exact':
      return of.name === name;
    case 'prefix':
      return name.startsWith(of.start);
    default:
      return of.kind === 'any';
  }
}
