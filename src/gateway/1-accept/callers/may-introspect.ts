import type { IntrospectionRule } from '../../../config/config.ts';
import type { Caller, Claims } from './callers.ts';

/** Whether a caller may ask for the schema. */
export function mayIntrospect(rule: IntrospectionRule, { claims }: Pick<Caller, 'claims'>): boolean {
  switch (rule.kind) {
    case 'everyone':
      return true;
    case 'nobody':
      return false;
    case 'claim':
      return texts(claims, rule.claim).some((text) => rule.anyOf.includes(text));
  }
}

/** A claim that lists: a JSON list, or one text with blanks between its parts (RFC 9068 §2.2.3, RFC 8693 §4.2). */
function texts(claims: Claims, name: string): readonly string[] {
  const value = Object.hasOwn(claims, name) ? claims[name] : undefined;
  if (typeof value === 'string') return [value, ...value.split(' ')];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
