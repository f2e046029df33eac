import type { ASTNode } from 'graphql';

/** Something in an overlay schema that cannot be. */
export interface OverlayFault {
  /** In capitals, as the codes of composition are. */
  readonly code:
    | 'LOOKUP_PLACE'
    | 'LOOKUP_RETURNS'
    | 'LOOKUP_WITHOUT_KEY'
    | 'LOOKUP_ARGUMENT'
    | 'LOOKUP_ARGUMENT_TYPE'
    | 'IS_SYNTAX'
    | 'IS_FIELD'
    | 'KEY_WITHOUT_LOOKUP'
    | 'SOURCE_NAME'
    | 'SOURCE_TWICE'
    | 'PREFIX_NAME'
    | 'NOT_IN_OVERLAY'
    | 'ROOT_TYPE'
    | 'UNKNOWN_TYPE'
    | 'UNKNOWN_DIRECTIVE';
  /** What was found and why it is wrong. */
  readonly message: string;
  /** What would be right. */
  readonly help: string;
  readonly node: ASTNode;
}
