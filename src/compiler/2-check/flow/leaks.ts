import type { Span } from '../../../diagnostics/span.ts';
import type { Flow } from './flow.ts';
import { type Origin, type OriginKind, ofKind } from './origin.ts';
import { placeIn } from './places.ts';
import { returnsOf } from './result-type.ts';
import type { Sink } from './sinks.ts';

/** A value of a kind that must not leave by the way it leaves. */
export interface Leak {
  readonly sink: Sink;
  readonly origin: Origin;
  /** The part of the value that brings it. */
  readonly span: Span;
}

/** Every place where a value of the given kinds reaches a sink of the given kind. */
export function* leaksOf(flow: Flow, into: Sink['kind'], kinds: readonly OriginKind[]): Generator<Leak> {
  for (const sink of flow.sinks) {
    if (sink.kind !== into) continue;
    const { value } = sink;
    const parts = flow.parts(value);
    if (parts === undefined) {
      const [origin] = ofKind(value.bound === undefined ? flow.origins(value) : [], ...kinds);
      if (origin !== undefined) yield { sink, origin, span: value.span };
      continue;
    }
    const whole = sink.node === undefined ? returnsOf(parts.body) : [sink.node];
    const [origin] = whole.flatMap((node) => ofKind(parts.of(node), ...kinds));
    if (origin !== undefined) yield { sink, origin, span: placeIn(whole, parts, kinds) ?? value.span };
  }
}
