/** An element of API Management's policy language that cannot run here. */
export interface KnownElement {
  readonly name: string;
  /** `helper`: legal only inside another element. `retired`, `undocumented`, `unverified`: as the reference has it. */
  readonly status: 'documented' | 'helper' | 'alias' | 'undocumented' | 'unverified' | 'retired';
  readonly category: string;
}

const rows = [['validate-content', 'documented', 'validation']] as const satisfies readonly (readonly [
  string,
  KnownElement['status'],
  string,
])[];

/**
 * Elements that are recognised and answered with `unsupported/policy`: known to API Management (`reference/policies.json`), not to
 * the catalogue. An element moves from here to a file of its own when it learns to run.
 */
export const knownElements: ReadonlyMap<string, KnownElement> = new Map(
  rows.map(([name, status, category]) => [name, { name, status, category }]),
);
