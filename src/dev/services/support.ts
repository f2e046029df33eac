interface Ticket {
  readonly id: string;
  readonly customer: string;
  readonly subject: string;
  readonly 'ticket-status': 'open' | 'in-progress' | 'solved';
  readonly github_issue_id: string | null;
}

const ticket = (id: string, customer: string, subject: string, status: Ticket['ticket-status'], issue: string | null): Ticket => ({
  id,
  customer,
  subject,
  'ticket-status': status,
  github_issue_id: issue,
});

/** The newest first. */
const tickets: readonly Ticket[] = [
  ticket('T-310', 'northwind', 'Our roast profiles are gone', 'in-progress', 'I_41'),
  ticket('T-302', 'halden', 'Who may see the control room?', 'open', null),
  ticket('T-287', 'northwind', 'Bags are 30 g too heavy, says the label', 'solved', 'I_38'),
];

/** The stand-in for a support desk such as Zendesk: a REST service, as subgraphs/support/openapi.yaml describes it. Undefined: there is nothing at that place. */
export function supportAnswer({ pathname, searchParams }: URL): unknown {
  const [, customer] = /^\/customers\/([^/]+)\/tickets$/.exec(pathname) ?? [];
  if (customer !== undefined) {
    const status = searchParams.get('status');
    return tickets.filter(
      (each) => each.customer === decodeURIComponent(customer) && (status === null || each['ticket-status'] === status),
    );
  }
  const [, id] = /^\/tickets\/([^/]+)$/.exec(pathname) ?? [];
  return id === undefined ? undefined : tickets.find((each) => each.id === decodeURIComponent(id));
}
