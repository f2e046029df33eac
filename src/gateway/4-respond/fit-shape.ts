/** What an object of an answer must look like: its fields by their names in the answer. */
export type ResponseShape = ReadonlyMap<string, FieldShape>;

export interface FieldShape {
  /** How many lists are around a value; undefined where that is not known. */
  readonly lists: number | undefined;
  /** The fields of an object; undefined for a scalar, which may be any JSON. */
  readonly fields: ResponseShape | undefined;
}

/**
 * Makes data fit: what was not asked for is taken out of it. Returns why it cannot fit, naming a field and quoting nothing; undefined
 * when it does. The executor merges the answers of subgraphs as they are, so one could write the fields of another, and takes an
 * answer of another shape for a defect of its own, with which the data of all others is lost.
 */
export function fitShape(data: Record<string, unknown>, shape: ResponseShape): string | undefined {
  for (const name of Object.keys(data)) {
    const field = shape.get(name);
    const value = data[name];
    if (field === undefined) delete data[name];
    else if (name === '__typename' && value !== null && typeof value !== 'string') return 'has a `__typename` that is no text';
    else {
      const why = fitValue(name, value, field.lists, field.fields);
      if (why !== undefined) return why;
    }
  }
  return undefined;
}

function fitValue(name: string, value: unknown, lists: number | undefined, fields: ResponseShape | undefined): string | undefined {
  if (value === null || value === undefined) return undefined;
  const isList = Array.isArray(value);
  if (lists === undefined && isList) return fields === undefined ? undefined : fitList(name, value, undefined, fields);
  if (lists !== undefined && lists > 0) return isList ? fitList(name, value, lists - 1, fields) : `has no list in \`${name}\``;
  if (fields === undefined) return undefined;
  return isList || typeof value !== 'object' ? `has no object in \`${name}\`` : fitShape(value as Record<string, unknown>, fields);
}

function fitList(
  name: string,
  items: readonly unknown[],
  lists: number | undefined,
  fields: ResponseShape | undefined,
): string | undefined {
  for (const item of items) {
    const why = fitValue(name, item, lists, fields);
    if (why !== undefined) return why;
  }
  return undefined;
}
