/** Somebody who can sign in at the demo: by name, without a password. */
export interface DemoPerson {
  /** The `sub` of tokens that act for this person. */
  readonly id: string;
  readonly name: string;
  readonly role: string;
}

/** The first one is chosen on the consent page unless somebody else is. */
export const people: readonly [DemoPerson, ...DemoPerson[]] = [
  { id: 'ada', name: 'Ada Lindqvist', role: 'Customer success' },
  { id: 'noor', name: 'Noor Rahman', role: 'Platform engineering' },
  { id: 'tomas', name: 'Tomás Okafor', role: 'Finance operations' },
];

export const personOf = (id: string | null | undefined): DemoPerson | undefined => people.find((person) => person.id === id);
