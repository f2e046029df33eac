import type { FastifyInstance } from 'fastify';
import type { MetricsPage } from '../../telemetry/metrics-page.ts';
import { prometheusType } from '../../telemetry/prometheus-text.ts';

/** Headers by which proxies say for whom they ask. */
const forwarding = ['forwarded', 'via', 'x-forwarded-for', 'x-real-ip'] as const;

/** `GET /metrics`, for whom the page lets read it. */
export function metrics(app: FastifyInstance, page: MetricsPage | undefined): void {
  if (page === undefined) return;
  app.get('/metrics', (request, reply) => {
    reply.header('cache-control', 'no-store');
    const { headers, socket } = request;
    const forwarded = forwarding.some((name) => headers[name] !== undefined);
    if (page.mayRead({ address: socket.remoteAddress ?? '', authorization: headers.authorization, forwarded }))
      return reply.type(prometheusType).send(page.text());
    return reply.code(401).header('www-authenticate', 'Bearer').send({ statusCode: 401, message: 'Unauthorized' });
  });
}
