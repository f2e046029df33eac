import { systemRandom } from '../../../src/gateway/platform/random.ts';
import { nobodyLooks, type Observers } from '../../../src/gateway/record/observers.ts';
import type { HandlerModule, HandlerSource } from '../../../src/runtime/handler.ts';
import type { Span } from '../../../src/telemetry/span.ts';
import { type SpanWriterOptions, spanWriter } from '../../../src/telemetry/span-writer.ts';
import { compiled, type Documents } from '../../support/compiled.ts';
import { handler } from './gateway.ts';

/** Handlers of real documents, by `global`, `subgraphs/<name>` and so on. */
export async function handlersOf(documents: Documents, namedValues?: Parameters<typeof compiled>[1]): Promise<HandlerSource> {
  const { handlers, findings } = await compiled(documents, namedValues);
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join());
  const bare: HandlerModule = handler({});
  return {
    current: () => ({
      global: handlers.get('global'),
      subgraph: (name) => handlers.get(`subgraphs/${name}`) ?? bare,
      resolver: (subgraph, field) => handlers.get(`resolvers/${subgraph}/${field}`),
      api: (name) => handlers.get(`apis/${name}`) ?? bare,
    }),
  };
}

/** Observers that keep the spans. */
export function keepingSpans(options: Partial<SpanWriterOptions> = {}): Observers & { readonly kept: Span[] } {
  const kept: Span[] = [];
  const spans = spanWriter({
    random: systemRandom,
    ratio: 1,
    followCallers: true,
    tell: new Set(),
    take: (some) => void kept.push(...some),
    ...options,
  });
  return { ...nobodyLooks, spans, kept };
}
