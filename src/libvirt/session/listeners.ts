/** Calls a listener. What it throws is for its process to hear of, and not for the connection to die of. */
export function tell<E>(listener: (event: E) => void, event: E): void {
  try {
    listener(event);
  } catch (error) {
    process.nextTick(() => {
      throw error;
    });
  }
}
