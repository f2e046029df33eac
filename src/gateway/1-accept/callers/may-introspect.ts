import type { IntrospectionRule } from '../../../config/config.ts';
import type { Caller } from './callers.ts';
import { holdsClaim } from './holds-claim.ts';

/** Whether a caller may ask for the schema. */
export function mayIntrospect(rule: IntrospectionRule, { claims }: Pick<Caller, 'claims'>): boolean {
  switch (rule.kind) {
    case 'everyone':
      return true;
    case 'nobody':
      return false;
    case 'claim':
      return holdsClaim(claims, rule);
  }
}
