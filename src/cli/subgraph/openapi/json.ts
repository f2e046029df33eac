/** An object of a description: nothing of it is known before it is looked at. */
export type Json = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A member that is an object; an empty one where it is not. */
export const objectIn = (from: Json, name: string): Json => {
  const value = memberOf(from, name);
  return isObject(value) ? value : {};
};

export const listIn = (from: Json, name: string): readonly unknown[] => {
  const value = memberOf(from, name);
  return Array.isArray(value) ? value : [];
};

export const textIn = (from: Json, name: string): string | undefined => {
  const value = memberOf(from, name);
  return typeof value === 'string' ? value : undefined;
};

/** Its own member: a description may call something `constructor`. */
export const memberOf = (from: Json, name: string): unknown => (Object.hasOwn(from, name) ? from[name] : undefined);
