/** Waiting: for what is under way to happen, and no longer than it may take. @module */
import { Failure } from "../plan/planned.ts";

/** Lets everything happen that waits for no outside event. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** Waits for a while. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}

/** The result, if it comes within the time; else a failure that says what has not happened. */
export async function within<Result>(
  milliseconds: number,
  what: () => string,
  result: Promise<Result>,
): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Failure(`${what()} within ${Math.round(milliseconds)} ms`));
    }, milliseconds);
  });
  try {
    return await Promise.race([result, late]);
  } finally {
    clearTimeout(timer);
  }
}
