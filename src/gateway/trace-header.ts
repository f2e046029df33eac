/** The header by which a client asks for the trace of its request. Its value may be a key. */
export const traceHeader = 'fedpass-trace';

/** The header of an answer that says where the trace of its request can be fetched, when the answer cannot carry it. */
export const traceLocation = 'fedpass-trace-location';
