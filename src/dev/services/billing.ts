import { type ServiceContext, serviceCallResolvers } from './service-call.ts';

interface Invoice {
  readonly number: string;
  readonly customer: { readonly id: string };
  readonly issuedOn: string;
  readonly dueOn: string;
  /** Cents. */
  readonly total: number;
  readonly status: 'PAID' | 'OPEN' | 'OVERDUE';
}

interface Plan {
  readonly name: string;
  readonly seats: number;
  /** Cents. */
  readonly monthlyPrice: number;
}

const plans: Readonly<Record<string, Plan>> = {
  northwind: { name: 'Team', seats: 40, monthlyPrice: 96_000 },
  halden: { name: 'Enterprise', seats: 1200, monthlyPrice: 2_150_000 },
  papertrail: { name: 'Starter', seats: 6, monthlyPrice: 7_800 },
};

const invoice = (number: string, id: string, issuedOn: string, dueOn: string, total: number, status: Invoice['status']): Invoice => ({
  number,
  customer: { id },
  issuedOn,
  dueOn,
  total,
  status,
});

/** The newest first. */
const invoices: readonly Invoice[] = [
  invoice('INV-2061', 'northwind', '2026-11-01', '2026-12-01', 96_000, 'OPEN'),
  invoice('INV-2058', 'halden', '2026-11-01', '2026-12-01', 2_150_000, 'OPEN'),
  invoice('INV-2057', 'papertrail', '2026-11-01', '2026-12-01', 7_800, 'PAID'),
  invoice('INV-1994', 'northwind', '2026-10-01', '2026-10-31', 103_450, 'OVERDUE'),
  invoice('INV-1990', 'halden', '2026-10-01', '2026-10-31', 2_150_000, 'PAID'),
  invoice('INV-1917', 'northwind', '2026-09-01', '2026-10-01', 96_000, 'PAID'),
];

const money = (amount: number) => ({
  amount,
  currency: 'EUR',
  formatted: `€${(amount / 100).toLocaleString('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`,
});

const of = (id: string): readonly Invoice[] => invoices.filter((each) => each.customer.id === id);
const invoiceOf = (number: string): Invoice | null => invoices.find((each) => each.number === number) ?? null;

/** The stand-in for a billing system such as Stripe or Chargebee. */
export const billingResolvers = {
  Query: {
    invoice: (_: unknown, { number }: { readonly number: string }) => invoiceOf(number),
    billingCall: (_: unknown, __: unknown, context: ServiceContext) => context,
  },
  Customer: {
    __resolveReference: ({ id }: { readonly id: string }) => (Object.hasOwn(plans, id) ? { id } : null),
    plan: ({ id }: { readonly id: string }) => plans[id],
    openBalance: ({ id }: { readonly id: string }) =>
      money(of(id).reduce((sum, each) => (each.status === 'PAID' ? sum : sum + each.total), 0)),
    invoices: ({ id }: { readonly id: string }, { first }: { readonly first: number }) => of(id).slice(0, Math.max(0, first)),
  },
  Invoice: {
    __resolveReference: ({ number }: { readonly number: string }) => invoiceOf(number),
    total: (each: Invoice) => money(each.total),
  },
  Plan: { monthlyPrice: (plan: Plan) => money(plan.monthlyPrice) },
  ServiceCall: serviceCallResolvers,
};
