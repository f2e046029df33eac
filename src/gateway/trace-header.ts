/** The header by which a client asks for the trace of its request. Its value may be a key. */
export const traceHeader = 'fedpass-trace';
