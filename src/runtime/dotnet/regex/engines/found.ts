/** A match as an engine reports it. */
export interface Found {
  readonly start: number;
  readonly end: number;
  /** Start and end of the last capture of each group, -1 for groups without one. The first group is the whole match. */
  readonly spans: readonly number[];
}

/** Spans of groups of which none has captured. */
export function noSpans(groups: number): number[] {
  const spans: number[] = [];
  for (let i = 0; i < groups; i++) spans.push(-1, -1);
  return spans;
}
