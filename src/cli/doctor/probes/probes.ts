import type { Check, ProbeBench } from '../check.ts';
import { errors, headers, management, metrics, tokenEndpoint, tracing } from './answers.ts';
import { contentTypes, crossOrigin, csrf } from './csrf.ts';
import { health } from './health.ts';
import { hints, introspection } from './introspection.ts';
import { aliases, batch, bodySize, depth, directives, rootFields } from './limits.ts';
import { tls } from './transport.ts';

/** What anybody could send to a gateway, and what should come of it. */
export const probes: readonly Check<ProbeBench>[] = [
  health,
  introspection,
  hints,
  csrf,
  contentTypes,
  crossOrigin,
  batch,
  depth,
  aliases,
  rootFields,
  directives,
  bodySize,
  errors,
  headers,
  tracing,
  metrics,
  management,
  tokenEndpoint,
  tls,
];
