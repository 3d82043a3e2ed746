/** What is wrong before a test can be run. @module */

/** Nothing can be tested. The message tells what to do. */
export class SetupError extends Error {
  override readonly name = "SetupError";
}

/** An error for people: what it says, and what it comes from. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return `thrown: ${String(error)}`;
  const name = error.name === "Failure" ? "" : `${error.name}: `;
  const cause =
    error.cause === undefined ? "" : ` (caused by ${messageOf(error.cause)})`;
  return `${name}${error.message}${cause}`;
}
