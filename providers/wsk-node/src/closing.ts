/**
 * Completes the closing of a socket, one turn of the event loop later: what it
 * has cancelled has been told by then, however many promises that took.
 */
export async function closing(
  ended: Promise<void>,
  release: () => void,
): Promise<void> {
  await ended;
  await new Promise((resolve) => setImmediate(resolve));
  release();
}
