import { type ServiceContext, serviceCallResolvers } from './service-call.ts';

interface Customer {
  readonly id: string;
  readonly name: string;
  readonly website: string;
  readonly segment: 'ENTERPRISE' | 'GROWTH' | 'STARTUP';
  readonly customerSince: string;
  readonly accountManager: string;
  readonly contacts: readonly { readonly name: string; readonly title: string; readonly email: string }[];
}

const customers: readonly Customer[] = [
  {
    id: 'northwind',
    name: 'Northwind Coffee Roasters',
    website: 'https://northwind.example',
    segment: 'GROWTH',
    customerSince: '2023-04-18',
    accountManager: 'Ada Lindqvist',
    contacts: [
      { name: 'Mateus Rocha', title: 'Head of Operations', email: 'mateus@northwind.example' },
      { name: 'Ines Duarte', title: 'Roastery Lead', email: 'ines@northwind.example' },
    ],
  },
  {
    id: 'halden',
    name: 'Halden Offshore Wind',
    website: 'https://halden.example',
    segment: 'ENTERPRISE',
    customerSince: '2021-09-02',
    accountManager: 'Ada Lindqvist',
    contacts: [{ name: 'Sigrid Aas', title: 'CIO', email: 'sigrid@halden.example' }],
  },
  {
    id: 'papertrail',
    name: 'Papertrail Museum Tickets',
    website: 'https://papertrail.example',
    segment: 'STARTUP',
    customerSince: '2025-11-27',
    accountManager: 'Kofi Mensah',
    contacts: [{ name: 'June Park', title: 'Founder', email: 'june@papertrail.example' }],
  },
];

const customerOf = (id: string): Customer | null => customers.find((customer) => customer.id === id) ?? null;

/** The stand-in for a CRM such as Salesforce or HubSpot. */
export const crmResolvers = {
  Query: {
    customer: (_: unknown, { id }: { readonly id: string }) => customerOf(id),
    customers: (_: unknown, { segment }: { readonly segment?: string | null }) =>
      customers.filter((customer) => segment === undefined || segment === null || customer.segment === segment),
    crmCall: (_: unknown, __: unknown, context: ServiceContext) => context,
  },
  Customer: { __resolveReference: ({ id }: { readonly id: string }) => customerOf(id) },
  ServiceCall: serviceCallResolvers,
};
