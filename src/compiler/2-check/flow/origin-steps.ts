import { splitSecrets } from '../../secret-mark.ts';
import type { Bound } from '../types/bound.ts';
import { isEnum, specialOf, type Type, underlying } from '../types/type.ts';
import { visitBody } from '../types/visit.ts';
import { noOrigins, type Origin, type Origins, ofKind, union } from './origin.ts';
import { isCredentialHeader } from './request-origin.ts';

/** Answers of token endpoints name their secrets so. */
const tokenKeys = /^(?:access|refresh|id|bearer)_?token$/i;

/** What a property of something brings. */
export function memberOrigins(name: string, from: Origins): Origins {
  if (from.length === 0) return from;
  const rest = from.filter(({ kind }) => kind !== 'authorization');
  const held = ofKind(from, 'authorization').map(({ what }): Origin => ({ kind: 'token', what }));
  if (name === 'AccessToken') return [...rest, ...held];
  return held.length > 0 || name !== 'Headers' ? rest : rest.filter(({ kind }) => kind !== 'answer');
}

/** A part of an answer: a token when its name says so, else nothing that needs care. */
export function answerPart(key: string, from: Origins): Origins {
  const rest = from.filter(({ kind }) => kind !== 'answer');
  if (!tokenKeys.test(key)) return rest;
  return union(
    rest,
    ofKind(from, 'answer').map(({ what }): Origin => ({ kind: 'token', what: `\`${key}\` of ${what}` })),
  );
}

/** The secrets in a text that is known while compiling. */
export function secretsIn(value: unknown, secrets: ReadonlySet<string>): Origins {
  if (typeof value !== 'string') return noOrigins;
  return splitSecrets(value, secrets).flatMap((part): Origin[] =>
    part.kind === 'secret' ? [{ kind: 'secret', what: `the secret \`${part.name}\`` }] : [],
  );
}

/** Truth values, numbers and enums. */
export function isHarmless(type: Type): boolean {
  const bare = underlying(type);
  const special = specialOf(bare);
  return (special !== undefined && special !== 'string' && special !== 'object' && special !== 'char') || isEnum(bare);
}

/** True for a filter that names a header of credentials: `h => h.Key != "Authorization"`. */
export function leavesCredentialsOut(filter: Bound): boolean {
  if (filter.kind !== 'lambda') return false;
  let named = false;
  visitBody(filter.body, (node) => {
    if (typeof node.constant?.value === 'string' && isCredentialHeader(node.constant.value)) named = true;
  });
  return named;
}
