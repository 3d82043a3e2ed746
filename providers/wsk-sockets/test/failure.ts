/** What a call fails with; a call that succeeds is a failure of the test. */
export async function failure(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    (value) => {
      throw new TypeError(`succeeded with ${String(value)}`);
    },
    (error: unknown) => error,
  );
}
