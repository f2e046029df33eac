/** How one encoding writes and reads. What cannot be written or read is replaced, never refused. */
export interface Codec {
  /** How many bytes `encode` gives. */
  count(text: string): number;
  encode(text: string): Uint8Array;
  decode(bytes: Uint8Array): string;
}
