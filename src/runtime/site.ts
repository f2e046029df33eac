/** A place in a document that a handler was compiled from. Handlers keep them in `meta.sites` and store the current one. */
export interface Site {
  /** The document, relative to the project, with forward slashes. */
  readonly document: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** The policy element; for an expression the policy that it belongs to. */
  readonly policy: string;
  /** The policy's `id` attribute. */
  readonly id: string | null;
  /** Position among nested policies: `choose[2]/when[1]/set-header`. */
  readonly path: string;
  readonly kind: 'policy' | 'expression';
}

/** `policies/subgraphs/crm.xml:12:5`. */
export const siteText = (site: Site): string => `${site.document}:${site.line}:${site.column}`;

/** Where an exchange stands before its first policy. */
export const noSite: Site = {
  document: '',
  line: 0,
  column: 0,
  endLine: 0,
  endColumn: 0,
  policy: '',
  id: null,
  path: '',
  kind: 'policy',
};
