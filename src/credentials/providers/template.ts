import type { ReadParameter } from './provider.ts';

/** A text with holes for parameters: `https://{shop}.myshopify.com/admin/oauth/authorize`. */
export type Template = string;

const hole = /\{(\w+)\}/g;

/** The parameters that a template names. */
export const holesOf = (template: Template): readonly string[] => [...template.matchAll(hole)].map(([, name = '']) => name);

/** The template with its holes filled; undefined when one of the parameters is absent or empty. */
export function expand(template: Template, read: ReadParameter): string | undefined {
  let complete = true;
  const text = template.replace(hole, (_, name: string) => {
    const value = read(name) ?? '';
    if (value === '') complete = false;
    return value;
  });
  return complete ? text : undefined;
}

/** The same for URLs: what is a URL itself loses the slashes at its end, so that a path can follow. */
export const expandUrl = (template: Template, read: ReadParameter): string | undefined =>
  template.includes('}/') ? expand(template, (name) => read(name)?.replace(/\/+$/, '')) : expand(template, read);
