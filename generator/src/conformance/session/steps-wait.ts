/** Waiting for what nothing announces. @module */
import { nextTurn } from "./turns.ts";

/** Looks once per turn of the event loop; false if it is not so within the limit, in milliseconds. */
export async function until(
  holds: () => boolean,
  limit: number,
): Promise<boolean> {
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
  }, limit);
  try {
    while (!holds()) {
      if (isLate) return false;
      await nextTurn();
    }
    return true;
  } finally {
    clearTimeout(timer);
  }
}
