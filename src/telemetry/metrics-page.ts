import { createHash, timingSafeEqual } from 'node:crypto';
import type { MetricRegistry } from './metric-registry.ts';
import { prometheusText } from './prometheus-text.ts';

/** Who asks for the metrics. */
export interface Asker {
  readonly address: string;
  readonly authorization: string | undefined;
  /** The request says that it came through a proxy, so that its address is the proxy's. */
  readonly forwarded: boolean;
}

/** What `GET /metrics` shows, and to whom. */
export interface MetricsPage {
  mayRead(asker: Asker): boolean;
  text(): string;
}

/** With a token only who has it may read; without one, only this machine itself. */
export const metricsPage = (registry: MetricRegistry, token: (() => string) | undefined): MetricsPage => ({
  text: () => prometheusText(registry),
  mayRead: ({ address, authorization, forwarded }) =>
    token === undefined ? !forwarded && isThisMachine(address) : holds(authorization, token()),
});

/** Compared by digest, so that neither content nor length of the token shows in the time. */
function holds(authorization: string | undefined, token: string): boolean {
  const [scheme = '', given = ''] = (authorization ?? '').split(' ');
  if (scheme.toLowerCase() !== 'bearer' || token === '') return false;
  return timingSafeEqual(digest(given), digest(token));
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

const isThisMachine = (address: string): boolean => address === '::1' || /^(?:::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(address);
