import type { Environment } from "./environment.ts";

/**
 * Completes the closing of a socket, one turn later: what it has cancelled has
 * been told by then, however many promises that took.
 */
export function closing(
  { transport, usage }: Environment,
  ended: Promise<void>,
): Promise<void> {
  return ended.then(
    () =>
      new Promise<void>((resolve) => {
        transport.defer(() => {
          usage.leave();
          resolve();
        });
      }),
  );
}
