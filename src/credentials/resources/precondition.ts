/** What a caller knows of a resource that it changes (`If-Match` and `If-None-Match`, RFC 9110 §13.1.1 and §13.1.2). */
export type Precondition =
  | { readonly kind: 'none' }
  /** `*`: any version, but there must be one. */
  | { readonly kind: 'exists' }
  /** There must be none. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'versions'; readonly versions: readonly number[] };

/** Whether a resource of this version, or none at all, is what the caller knows. */
export function holds(precondition: Precondition, version: number | undefined): boolean {
  switch (precondition.kind) {
    case 'none':
      return true;
    case 'exists':
      return version !== undefined;
    case 'absent':
      return version === undefined;
    case 'versions':
      return version !== undefined && precondition.versions.includes(version);
  }
}
