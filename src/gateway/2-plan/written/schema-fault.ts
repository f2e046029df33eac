import type { ASTNode } from 'graphql';

/** Something in the schema of one subgraph that cannot be. */
export interface SchemaFault<Code extends string = string> {
  /** In capitals, as the codes of composition are. */
  readonly code: Code;
  /** What was found and why it is wrong. */
  readonly message: string;
  /** What would be right. */
  readonly help: string;
  readonly node: ASTNode;
  /** What it is at odds with. */
  readonly other?: ASTNode;
}
