/** Random bytes and numbers. Tests give a seeded one. */
export interface Random {
  /** `count` cryptographically strong bytes. */
  bytes(count: number): Uint8Array;
  /** A number in [0, 1). Not for secrets. */
  next(): number;
}
