import * as z from 'zod';
import { message } from '../../diagnostics/message.ts';
import { duration } from '../scalars/duration.ts';
import { Refusal, refuse } from '../scalars/refusal.ts';
import { line } from '../scalars/text.ts';
import { httpUrl, loopback, url } from '../scalars/url.ts';
import { parseSecretText } from '../secret-text.ts';
import { claimCondition } from './graph.ts';

const badHeader = message('config/telemetry-header', 'error', '`{text}` is no name of a header', 'use letters, digits and dashes');
const withoutTls = message(
  'config/telemetry-tls',
  'error',
  '`{path}` would get headers with credentials without TLS',
  'use an https address, or a collector on this machine',
);

const nobodyTraces = message(
  'config/trace-for-nobody',
  'error',
  '`{path}` lets nobody see traces',
  `give it a \`key\`, or \`allow\` a claim; or leave it out`,
);

const headerName = /^[A-Za-z0-9-]{1,64}$/;

const spans = z
  .strictObject({
    sampleRatio: z
      .number()
      .min(0)
      .max(1)
      .describe('How many of the traces that begin here are written down: from `0` to `1`.')
      .meta({ samples: [0.1] }),
    followCallers: z
      .boolean()
      .default(true)
      .describe(
        'Whether a trace that a caller began (`traceparent`) is written down when the caller says so, and only then. `false` decides by `sampleRatio` alone.',
      )
      .meta({ samples: [false] }),
    propagateTo: z
      .array(line(256))
      .max(1_000)
      .default([])
      .describe('Subgraphs and APIs that are sent `traceparent`, so that their spans join the trace. All others are told nothing of it.')
      .meta({ samples: [['crm']] }),
  })
  .optional()
  .describe('Spans of requests, plans, policies, tokens and calls. Without it none are written.')
  .meta({ samples: [{ sampleRatio: 0.1, propagateTo: ['crm'] }] });

const trace = z
  .strictObject({
    key: z
      .string()
      .transform(parseSecretText)
      .optional()
      .describe('Who sends it as `Fedpass-Trace` gets the trace of the request. Make it long and random.')
      .meta({ admitsSecret: true, isSecret: true, samples: [`\${env.TRACE_KEY}`] }),
    allow: claimCondition
      .optional()
      .describe(
        'Whose token (`callers.tokenAudience`) has a claim with one of these texts gets it, too, by whatever value of `Fedpass-Trace`.',
      )
      .meta({ samples: [{ claim: 'roles', anyOf: ['graph-developer'] }] }),
  })
  .check(
    refuse((value, report) => {
      if (value.key === undefined && value.allow === undefined) report(new Refusal(nobodyTraces));
    }),
  )
  .optional()
  .describe(
    'Who may see what happens in a request, in `extensions.trace` of its answer, or at the place that an answer which is no GraphQL response names in `Fedpass-Trace-Location`: the plan, the policies and what they changed, tokens and calls by name. Without it nobody.',
  )
  .meta({ samples: [{ key: `\${env.TRACE_KEY}` }] });

export const telemetry = z
  .strictObject({
    prometheus: z
      .strictObject({
        enabled: z
          .boolean()
          .default(false)
          .describe('Whether `GET /metrics` shows metrics in the text format of Prometheus.')
          .meta({ samples: [true] }),
        token: z
          .string()
          .transform(parseSecretText)
          .optional()
          .describe(
            'Who may read them: whoever sends `Authorization: Bearer` with this token. Without it only requests from this machine, and not through a proxy.',
          )
          .meta({ admitsSecret: true, isSecret: true, samples: [`\${env.METRICS_TOKEN}`] }),
      })
      .prefault({})
      .describe('Metrics to be scraped.'),
    otlp: z
      .strictObject({
        endpoint: url('base')
          .describe(
            'The address of the collector; metrics go to `/v1/metrics` below it, spans to `/v1/traces`, what policies trace to `/v1/logs`.',
          )
          .meta({ samples: ['https://otel.example.com:4318'] }),
        headers: z
          .record(z.string(), z.string().transform(parseSecretText).meta({ admitsSecret: true, isSecret: true }))
          .check(
            refuse((value, report) => {
              for (const text of Object.keys(value)) if (!headerName.test(text)) report(new Refusal(badHeader, { text }));
            }),
          )
          .default({})
          .describe('Headers of each request, such as one with a key.')
          .meta({ samples: [{ 'api-key': `\${env.OTLP_KEY}` }] }),
        interval: duration('1s', '10m')
          .prefault('60s')
          .describe('How often it is sent. Spans are sent every five seconds at the latest.')
          .meta({ samples: ['15s'] }),
        spans,
      })
      .check(
        refuse((value, report) => {
          const endpoint = httpUrl(value.endpoint);
          const isOpen = endpoint?.protocol === 'http:' && !loopback(endpoint);
          if (isOpen && Object.keys(value.headers).length > 0) report(new Refusal(withoutTls), ['endpoint']);
        }),
      )
      .optional()
      .describe('Sends metrics, spans and traces of policies by the OpenTelemetry protocol, as JSON over HTTP.'),
    trace,
    requests: z
      .boolean()
      .default(false)
      .describe('Writes a line into the log for each request: who, what, how it ended, how long it took. Neither queries nor variables.')
      .meta({ samples: [true] }),
    series: z
      .number()
      .int()
      .min(1)
      .max(1_000_000)
      .default(1_000)
      .describe(
        'How many series one metric may have. Values that would make one more are dropped, and counted in `fedpass_metric_values_dropped_total`.',
      )
      .meta({ samples: [5_000] }),
  })
  .prefault({})
  .describe('Metrics of the gateway and of `emit-metric`, and where what policies trace goes beside the log.')
  .meta({ samples: [{ prometheus: { enabled: true, token: `\${env.METRICS_TOKEN}` } }] });
