/**
 * The instructions of the backtracking matcher. Each takes five numbers: the operation and up to four operands, a to d. `direction`
 * is 1 for reading to the right and -1 for reading to the left, as look-behinds do. A register pair is a register and the one after it.
 */

export const width = 5;

/** The match is complete. */
export const SUCCEED = 0;
/** a: unit, b: direction. */
export const UNIT = 1;
/** a: set, b: direction. */
export const SET = 2;
/** As many units of a set as possible. a: set, b: direction, c: at least, d: at most or -1. */
export const RUN = 3;
/** As few units of a set as possible; operands as for RUN. */
export const LAZY_RUN = 4;
/** a: where to go on. */
export const JUMP = 5;
/** Goes on; a: where to go on when that fails. */
export const SPLIT = 6;
/** a: place in {@link anchors}. */
export const ANCHOR = 7;
/** Keeps the position. a: register. */
export const MARK = 8;
/** Ends a group. a: group or -1, b: group that loses its last capture or -1, c: register of the other end. */
export const CAPTURE = 9;
/** Before a counted loop. a: register pair of turns so far and of the position where the last one began. */
export const LOOP_START = 10;
/** Before each turn. a: register pair, b: at least, c: at most or -1, d: where to go on after the loop. */
export const LOOP = 11;
/** The same for as few turns as possible. */
export const LAZY_LOOP = 12;
/** Begins something that is matched once and for all. a: register pair of the choices so far and the position, b: where to go on if it fails, or -1. */
export const ONCE = 13;
/** Ends it: forgets its choices and goes back to where it began. a: register pair. */
export const LOOK_END = 14;
/** Ends it: forgets its choices and stays. a: register pair. */
export const ATOMIC_END = 15;
/** Ends it: forgets its choices and fails. a: register pair. */
export const NEGATIVE_END = 16;
/** a: group, b: direction, c: 1 to ignore case, d: 1 to match the empty text if the group is unset. */
export const REFERENCE = 17;
/** a: group, b: where to go on if it is unset. */
export const IF_SET = 18;

/** The anchors in the order of their numbers. */
export const anchors = [
  'beginning',
  'bol',
  'start',
  'end',
  'endZ',
  'eol',
  'boundary',
  'nonBoundary',
  'ecmaBoundary',
  'ecmaNonBoundary',
] as const;
