/** One line on a terminal that is written over; nothing where the output is no terminal. */
export interface ProgressLine {
  show(text: string): void;
  /** Takes the line away again. */
  clear(): void;
}

const ERASE_LINE = "\r\u001b[2K";

export function progressLine(write: (text: string) => void, isTerminal: boolean): ProgressLine {
  let shown = "";
  return {
    show(text) {
      if (!isTerminal || text === shown) return;
      shown = text;
      write(`${ERASE_LINE}${text}`);
    },
    clear() {
      if (shown !== "") write(ERASE_LINE);
      shown = "";
    },
  };
}
