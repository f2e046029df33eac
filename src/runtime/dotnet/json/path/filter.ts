import type { JValue } from '../token.ts';

/** One step of a path in Newtonsoft's dialect of JSONPath. */
export type Filter =
  | { readonly kind: 'root' }
  /** `.name`, `['name']`; undefined is `*`. */
  | { readonly kind: 'field'; readonly name: string | undefined }
  | { readonly kind: 'fields'; readonly names: readonly string[] }
  /** `..name`, `..*`. */
  | { readonly kind: 'scan'; readonly name: string | undefined }
  | { readonly kind: 'scanSeveral'; readonly names: readonly string[] }
  /** `[0]`, `[*]`. */
  | { readonly kind: 'index'; readonly index: number | undefined }
  | { readonly kind: 'indexes'; readonly indexes: readonly number[] }
  | { readonly kind: 'slice'; readonly start: number | undefined; readonly end: number | undefined; readonly step: number | undefined }
  | { readonly kind: 'query'; readonly test: Query; readonly deep: boolean };

export type Operator = '==' | '===' | '!=' | '!==' | '<' | '<=' | '>' | '>=' | '=~';

/** One side of a comparison: a path from the item or the root, or a value. */
export type Side = readonly Filter[] | JValue;

/** What stands in `[?( … )]`. */
export type Query =
  | { readonly kind: 'exists'; readonly side: Side }
  | { readonly kind: 'compare'; readonly left: Side; readonly operator: Operator; readonly right: Side }
  | { readonly kind: 'every' | 'some'; readonly parts: Query[] };
