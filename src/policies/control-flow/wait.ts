import type { Exchange } from '../../runtime/exchange.ts';
import type { Flow, Section } from '../../runtime/handler.ts';
import { SendFailure } from '../../runtime/ports/send.ts';
import { StopSignal } from '../../runtime/stop-signal.ts';
import { type Args, definePolicy, idAttribute, word } from '../define.ts';

const policy = definePolicy({
  name: 'wait',
  summary: 'Runs the policies inside side by side.',
  docs: 'With `for="all"` it goes on when all of them are done, and the first failure ends the others; with `for="any"` it goes on as soon as one of them succeeds, and fails when none did. Those that are left are cancelled. A child that ends the exchange ends it at once.',
  sections: ['inbound', 'backend', 'outbound', 'on-error'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'parallel',
  effect: 'async',
  element: {
    attributes: {
      for: word(['all', 'any'])({ fallback: 'all', docs: 'Whether all of them must be done, or one.' }),
      id: idAttribute,
    },
    policies: [
      'send-request',
      'cache-lookup-value',
      'choose',
      'forward-request',
      'cache-store-value',
      'authentication-managed-identity',
      'authentication-token',
    ],
  },
  examples: [
    {
      title: 'Two decisions at once',
      xml: '<wait for="all"><choose><when condition="@(context.Request.Method == &quot;POST&quot;)"><set-header name="X-A"><value>1</value></set-header></when></choose><choose><when condition="@(context.Request.IpAddress != &quot;&quot;)"><set-header name="X-B"><value>2</value></set-header></when></choose></wait>',
      expect: { sent: { 'X-A': '1', 'X-B': '2' } },
    },
  ],
});
export default policy;

/** Reference: wait. Each child has its own place in the document and its own signal; messages and variables are shared. */
export async function run(x: Exchange, { for: which }: Args<typeof policy>, bodies: readonly Section[]): Promise<Flow> {
  const stop = new StopSignal(x.signal);
  try {
    return await settled(which, bodies, (body) => inFork(x, stop, body));
  } finally {
    stop.stop(new SendFailure('aborted', 'another policy beside it was done first'));
  }
}

/** Runs a child; where it fails, the exchange stands where the child stood. */
async function inFork(x: Exchange, signal: StopSignal, body: Section): Promise<Flow> {
  const fork = x.fork(signal);
  try {
    return await body(fork);
  } catch (error) {
    if (!signal.aborted) {
      x.site = fork.site;
      x.expression = fork.expression;
    }
    throw error;
  }
}

/** Waits for all or for one; the first error counts when it decides. Nothing is left unhandled. */
function settled(which: 'all' | 'any', bodies: readonly Section[], start: (body: Section) => Promise<Flow>): Promise<Flow> {
  if (bodies.length === 0) return Promise.resolve('next');
  return new Promise((resolve, reject) => {
    let left = bodies.length;
    let failure: { readonly error: unknown } | undefined;
    for (const body of bodies)
      start(body).then(
        (flow) => {
          left--;
          if (flow !== 'next' || which === 'any' || left === 0) resolve(flow);
        },
        (error: unknown) => {
          left--;
          failure ??= { error };
          if (which === 'all' || left === 0) reject(failure.error);
        },
      );
  });
}
