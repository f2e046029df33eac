import type { ExchangePorts } from '../../runtime/exchange.ts';
import { describe } from '../../runtime/pipeline.ts';
import { traceparent } from '../../telemetry/trace-context.ts';
import type { RequestRecord } from './recording.ts';
import { shownUrl } from './shown-url.ts';
import type { Watching } from './watched-exchange.ts';

/** The ports of an exchange that is watched: requests that go out are written down. */
export const watchedPorts = (ports: ExchangePorts, watching: Watching): ExchangePorts => ({
  ...ports,
  async send(request) {
    const record = watching.recorder.request(watching.record, { kind: 'own', method: request.method, url: shownUrl(request.url) });
    return ended(watching, record, ports.send(request), ({ status }) => status);
  },
  async forward(x, options) {
    const { method, url } = x.context.request;
    const isOperation = x.scope === 'global';
    const kind = isOperation ? 'operation' : 'forward';
    const record = watching.recorder.request(watching.record, { kind, method, url: isOperation ? '' : shownUrl(url.toString()) });
    // The backend's part of the trace hangs below this very request.
    if (x.transport.traceparent !== undefined && watching.traceRole !== undefined && record.spanId !== undefined)
      x.transport.traceparent = traceparent({ ...watching.traceRole, spanId: record.spanId });
    await ended(watching, record, ports.forward(x, options), () => x.context.response?.statusCode);
  },
});

/** Notes how a request ended. */
async function ended<T>(
  { recorder }: Watching,
  record: RequestRecord,
  sending: Promise<T>,
  statusOf: (value: T) => number | undefined,
): Promise<T> {
  try {
    const value = await sending;
    record.status = statusOf(value);
    return value;
  } catch (error) {
    record.failure = describe(error, '').message;
    throw error;
  } finally {
    record.end = recorder.now();
  }
}
