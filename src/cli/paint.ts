/** Colours for a terminal, or none. */
export function paint(color: boolean) {
  const ansi = (open: number, close: number) => (text: string) => (color ? `\u001b[${open}m${text}\u001b[${close}m` : text);
  return {
    bold: ansi(1, 22),
    dim: ansi(2, 22),
    red: ansi(31, 39),
    green: ansi(32, 39),
    yellow: ansi(33, 39),
    blue: ansi(34, 39),
    cyan: ansi(36, 39),
  };
}

export type Ink = ReturnType<typeof paint>;
