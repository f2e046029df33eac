import type { Bound } from '../types/bound.ts';
import type { DocumentView } from '../view/document-view.ts';
import type { ElementView } from '../view/element-view.ts';
import type { ValueView } from '../view/value-view.ts';
import { targetOf } from './structure.ts';

/** A place where a value leaves the gateway, or is kept. */
export interface Sink {
  readonly kind: 'log' | 'url' | 'cache' | 'cache-key' | 'request-body' | 'response';
  readonly value: ValueView;
  /** The part of the value that leaves; undefined for the result of the whole. */
  readonly node?: Bound;
  /** For messages: `a trace`, `the query parameter x`. */
  readonly what: string;
}

const logs: Readonly<Record<string, string>> = {
  trace: 'a trace',
  'log-to-eventhub': 'an event hub',
  'emit-metric': 'a metric',
  'llm-emit-token-metric': 'a metric',
  'azure-openai-emit-token-metric': 'a metric',
  'set-request-metric-dimension-value': 'a metric',
};

/** Every place of a document where a value leaves by another way than a header of a request. */
export function* sinksOf(document: DocumentView): Generator<Sink> {
  for (const element of document.elements) yield* sinks(element);
  for (const value of document.expressions)
    for (const node of value.nodes)
      if (node.kind === 'call' && node.method.name === 'Trace' && node.receiver?.kind === 'context')
        for (const text of node.args) yield { kind: 'log', value, node: text, what: 'a trace' };
}

function* sinks(element: ElementView): Generator<Sink> {
  const log = Object.hasOwn(logs, element.name) ? logs[element.name] : undefined;
  if (log !== undefined) {
    for (const part of element.all()) for (const value of valuesOf(part)) yield { kind: 'log', value, what: log };
    return;
  }
  switch (element.name) {
    case 'set-query-parameter':
      for (const value of textsOf(element.named('value')))
        yield { kind: 'url', value, what: `the query parameter \`${element.literal('name') ?? '…'}\`` };
      return;
    case 'rewrite-uri':
      yield* sinkOf(element.attribute('template'), 'url', 'the URL of the backend');
      return;
    case 'set-backend-service':
      yield* sinkOf(element.attribute('base-url'), 'url', 'the URL of the backend');
      return;
    case 'set-url':
      for (const value of element.texts) yield { kind: 'url', value, what: 'the URL of a call' };
      return;
    case 'cache-store-value':
      yield* sinkOf(element.attribute('value'), 'cache', 'the cache');
      yield* sinkOf(element.attribute('key'), 'cache-key', 'the key of a cache entry');
      return;
    case 'cache-lookup-value':
    case 'cache-remove-value':
      yield* sinkOf(element.attribute('key'), 'cache-key', 'the key of a cache entry');
      return;
    case 'set-header':
      if (targetOf(element).kind === 'response')
        for (const value of textsOf(element.named('value')))
          yield { kind: 'response', value, what: `the response header \`${element.literal('name') ?? '…'}\`` };
      return;
    case 'set-body': {
      const { kind } = targetOf(element);
      if (kind === 'response') for (const value of element.texts) yield { kind: 'response', value, what: 'the body of the response' };
      else if (kind === 'request')
        for (const value of element.texts) yield { kind: 'request-body', value, what: 'the body of the request' };
      return;
    }
    case 'set-status':
      yield* sinkOf(element.attribute('reason'), 'response', 'the status of the response');
      return;
    default:
  }
}

function* sinkOf(value: ValueView | undefined, kind: Sink['kind'], what: string): Generator<Sink> {
  if (value !== undefined) yield { kind, value, what };
}

const textsOf = (elements: readonly ElementView[]): readonly ValueView[] => elements.flatMap(({ texts }) => texts);

const valuesOf = (element: ElementView): readonly ValueView[] => [...element.attributes.values(), ...element.texts];
