import type { SchemaFault } from '../written/schema-fault.ts';
import type { schemaFaults } from '../written/schema-faults.ts';

/** Something in an overlay schema that cannot be. */
export type OverlayFault = ReturnType<typeof schemaFaults>[number] | SchemaFault<OverlayCode>;

type OverlayCode =
  | 'LOOKUP_PLACE'
  | 'LOOKUP_RETURNS'
  | 'LOOKUP_WITHOUT_KEY'
  | 'LOOKUP_ARGUMENT_TYPE'
  | 'LOOKUP_MOST'
  | 'IS_SYNTAX'
  | 'IS_FIELD'
  | 'KEY_WITHOUT_LOOKUP'
  | 'SOURCE_NAME'
  | 'SOURCE_TWICE'
  | 'PREFIX_NAME'
  | 'LINK_URL'
  | 'NOT_IN_OVERLAY'
  | 'DIRECTIVE_PLACE'
  | 'UNKNOWN_ARGUMENT'
  | 'UNKNOWN_TYPE'
  | 'UNKNOWN_DIRECTIVE';
