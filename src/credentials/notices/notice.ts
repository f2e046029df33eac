import type { Forecast } from '../connections/forecast.ts';
import type { BrokenReason } from '../connections/state.ts';
import type { ConnectionId } from '../store/keys.ts';

/** What can be told about a connection. */
export const NOTICE_KINDS = ['broken', 'expiring', 'recovered'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** A turning of a connection, for whoever looks after it. Holds no secret and no token. */
export type Notice = {
  readonly connection: ConnectionId;
} & (
  | { readonly kind: 'broken'; readonly reason: BrokenReason; readonly since: number }
  | { readonly kind: 'expiring'; readonly why: Forecast['why']; readonly at: number }
  /** From what it recovered. */
  | { readonly kind: 'recovered'; readonly from: 'broken' | 'expiring' }
);

/** The body of a webhook: `type`, `timestamp` and `data`, as Standard Webhooks 1.0 wants it. `at`: when it was noticed, wall milliseconds. */
export function noticeBody(notice: Notice, at: number): string {
  const { connection: id, kind } = notice;
  return JSON.stringify({
    type: `connection.${kind}`,
    timestamp: new Date(at).toISOString(),
    data: { provider: id.provider, connection: id.connection, ...detailsOf(notice) },
  });
}

function detailsOf(notice: Notice): object {
  switch (notice.kind) {
    case 'broken':
      return { reason: notice.reason, since: new Date(notice.since).toISOString(), mendBy: 'consent' };
    case 'expiring':
      return { reason: notice.why, endsAt: new Date(notice.at).toISOString() };
    case 'recovered':
      return { from: notice.from };
  }
}
