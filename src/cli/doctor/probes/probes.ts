import type { Check, ProbeBench } from '../check.ts';
import { errors, headers, metrics, tokenEndpoint, tracing } from './answers.ts';
import { contentTypes, crossOrigin, csrf } from './csrf.ts';
import { health } from './health.ts';
import { hints, introspection } from './introspection.ts';
import { aliases, batch, bodySize, depth, directives, rootFields, tokens } from './limits.ts';
import { management, managementOutside } from './management.ts';
import { echoes, getMutations, methods } from './methods.ts';
import { strictTransport, tls, tlsVersions } from './transport.ts';

/** What anybody could send to a gateway, and what should come of it. */
export const probes: readonly Check<ProbeBench>[] = [
  health,
  introspection,
  hints,
  csrf,
  getMutations,
  contentTypes,
  crossOrigin,
  methods,
  batch,
  depth,
  aliases,
  rootFields,
  directives,
  tokens,
  bodySize,
  errors,
  echoes,
  headers,
  tracing,
  metrics,
  management,
  managementOutside,
  tokenEndpoint,
  tls,
  tlsVersions,
  strictTransport,
];
