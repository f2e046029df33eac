/** One edit of the good document, and what must be found then. */
export interface Fault {
  readonly title: string;
  /** Stands in one place. */
  readonly from: string;
  readonly to: string;
  readonly code: string;
  readonly cs?: string;
  /** The text that the finding must point at, in the changed document. */
  readonly at: string;
  /** A part of the help. */
  readonly help?: string;
}
