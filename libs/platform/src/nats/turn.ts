let end: Promise<void> | undefined;

/**
 * The end of this turn of the event loop. Messages that are sent then, by all that happened in it, leave in one packet:
 * sent at once, each of a hundred requests that came in together would cost a system call, here and at the server.
 */
export function endOfTurn(): Promise<void> {
  return (end ??= new Promise((resolve) => {
    setImmediate(() => {
      end = undefined;
      resolve();
    });
  }));
}
