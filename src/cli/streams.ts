/** The part of a standard stream that matters here. */
interface Stream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
  on(event: 'error', listener: (error: NodeJS.ErrnoException) => void): unknown;
}

/**
 * Writes to a standard stream until its reader goes away (`fedpass lint | head`). What comes later is dropped: the command goes on, so
 * that its exit status says what it found, and a gateway does not end because nobody reads its log any more.
 */
export function writerTo(stream: Stream): (text: string) => void {
  let open = true;
  stream.on('error', (error) => {
    open = false;
    if (error.code !== 'EPIPE') throw error;
  });
  return (text) => {
    if (open) stream.write(text);
  };
}

/** Whether to colour what goes to a stream: only on a terminal that can, and never with NO_COLOR (https://no-color.org). */
export const showsColor = (stream: Pick<Stream, 'isTTY'>, env: Readonly<Record<string, string | undefined>>): boolean =>
  stream.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
