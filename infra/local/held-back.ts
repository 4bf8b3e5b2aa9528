/** Keeps lines back until whoever starts the exchange has been greeted: none stands amid another. */
export function heldBack(write: (line: string) => void) {
  let waiting: string[] | undefined = [];
  return {
    write: (line: string): void => {
      if (waiting) waiting.push(line);
      else write(line);
    },
    release: (): void => {
      for (const line of waiting ?? []) write(line);
      waiting = undefined;
    },
  };
}
