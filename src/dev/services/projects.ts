import { personOf } from '../oauth/people.ts';
import { type ServiceContext, serviceCallResolvers } from './service-call.ts';

interface Issue {
  readonly key: string;
  readonly customer: { readonly id: string };
  readonly title: string;
  readonly state: 'OPEN' | 'IN_PROGRESS' | 'DONE';
  readonly priority: 'URGENT' | 'HIGH' | 'NORMAL';
  /** Of a demo person. */
  readonly assignee: string | null;
  /** The persons that may see it; without it, everybody. */
  readonly seenBy?: readonly string[];
}

const issues: readonly Issue[] = [
  {
    key: 'ROAST-12',
    customer: { id: 'northwind' },
    title: 'Roast profiles vanish after an export',
    state: 'IN_PROGRESS',
    priority: 'HIGH',
    assignee: 'noor',
  },
  {
    key: 'ROAST-15',
    customer: { id: 'northwind' },
    title: 'Add a green-bean stock forecast',
    state: 'OPEN',
    priority: 'NORMAL',
    assignee: null,
  },
  {
    key: 'ROAST-16',
    customer: { id: 'northwind' },
    title: 'Invoice shows the old VAT number',
    state: 'OPEN',
    priority: 'URGENT',
    assignee: 'tomas',
    seenBy: ['tomas', 'ada'],
  },
  {
    key: 'WIND-104',
    customer: { id: 'halden' },
    title: 'Turbine 7 reports in knots instead of m/s',
    state: 'OPEN',
    priority: 'URGENT',
    assignee: 'noor',
  },
  {
    key: 'WIND-98',
    customer: { id: 'halden' },
    title: 'Single sign-on for the control room',
    state: 'DONE',
    priority: 'HIGH',
    assignee: 'noor',
  },
  {
    key: 'TIX-3',
    customer: { id: 'papertrail' },
    title: 'Group tickets print upside down',
    state: 'OPEN',
    priority: 'NORMAL',
    assignee: 'ada',
  },
];

const visible = ({ token }: ServiceContext): readonly Issue[] =>
  issues.filter((issue) => issue.seenBy === undefined || issue.seenBy.includes(token.subject));

const issueOf = (key: string, context: ServiceContext): Issue | null => visible(context).find((issue) => issue.key === key) ?? null;

/** The stand-in for an issue tracker such as Linear or Jira. What it answers depends on the person its token acts for. */
export const projectsResolvers = {
  Query: {
    viewer: (_: unknown, __: unknown, { token }: ServiceContext) => personOf(token.subject) ?? null,
    issue: (_: unknown, { key }: { readonly key: string }, context: ServiceContext) => issueOf(key, context),
    projectsCall: (_: unknown, __: unknown, context: ServiceContext) => context,
  },
  Customer: {
    __resolveReference: ({ id }: { readonly id: string }) => ({ id }),
    issues: ({ id }: { readonly id: string }, { state }: { readonly state?: string | null }, context: ServiceContext) =>
      visible(context).filter((issue) => issue.customer.id === id && (state === undefined || state === null || issue.state === state)),
  },
  Issue: {
    __resolveReference: ({ key }: { readonly key: string }, context: ServiceContext) => issueOf(key, context),
    assignee: (issue: Issue) => personOf(issue.assignee),
  },
  ServiceCall: serviceCallResolvers,
};
