import { buildASTSchema, type ConstDirectiveNode, Kind, parse, visit } from 'graphql';
import { findLookUps } from '../overlay/find-look-ups.ts';

/** The schema with look-ups and keys marked where a field of the query type takes what tells its objects apart. Positions of SDL stay texts: comments and layout are kept. */
export function markLookUps(sdl: string, prefix: string): { readonly sdl: string; readonly lookUps: readonly string[] } {
  const document = parse(sdl);
  const schema = buildASTSchema(document, { assumeValid: true, assumeValidSDL: true });
  const lookUps = findLookUps(schema, prefix);
  const inserted: { readonly at: number; readonly text: string }[] = [];
  const keys = new Map<string, Set<string>>();
  for (const { type, keys: fields } of lookUps)
    keys.set(type, (keys.get(type) ?? new Set()).add(fields.map(({ field }) => field).join(' ')));
  visit(document, {
    ObjectTypeDefinition(node) {
      const own = keys.get(node.name.value);
      if (own !== undefined)
        inserted.push({
          at: (node.interfaces?.at(-1) ?? node.name).loc?.end ?? 0,
          text: [...own].map((fields) => ` @key(fields: "${fields}")`).join(''),
        });
      if (node.name.value !== schema.getQueryType()?.name) return false;
      for (const field of node.fields ?? []) {
        const lookUp = lookUps.find((each) => each.field === field.name.value);
        if (lookUp === undefined) continue;
        inserted.push({ at: end(field.directives, field.type.loc?.end), text: ' @lookup' });
        for (const argument of field.arguments ?? []) {
          const taken = lookUp.keys.find((each) => each.argument === argument.name.value);
          if (taken !== undefined && taken.field !== taken.argument)
            inserted.push({ at: end(argument.directives, argument.type.loc?.end), text: ` @is(field: "${taken.field}")` });
        }
      }
      return false;
    },
    [Kind.INPUT_OBJECT_TYPE_DEFINITION]: () => false,
  });
  const marked = inserted
    .sort((a, b) => b.at - a.at)
    .reduce((text, { at, text: more }) => `${text.slice(0, at)}${more}${text.slice(at)}`, sdl);
  return {
    sdl: marked,
    lookUps: lookUps.map(({ field, type, keys: taken }) => `${field} (${type} by ${taken.map((each) => each.field).join(', ')})`),
  };
}

const end = (directives: readonly ConstDirectiveNode[] | undefined, otherwise: number | undefined): number =>
  directives?.at(-1)?.loc?.end ?? otherwise ?? 0;
