import { Discrepancy } from "./discrepancy.ts";

/** In milliseconds: how long a process may live once everything is closed. */
const LINGER = 5000;

/** Has the process fail, with a title that tells how to do it again, whatever goes wrong anywhere. */
export function failLoudly(title: string): void {
  const fail = (error: unknown): void => {
    console.error(`${title}: FAILED`);
    console.error(error);
    process.exit(1);
  };
  process.on("uncaughtException", fail);
  process.on("unhandledRejection", fail);
}

/** Everything is closed: nothing may keep the process alive. */
export function expectExit(title: string): void {
  const timer = setTimeout(() => {
    const left = process.getActiveResourcesInfo().join(", ");
    console.error(`${title}: FAILED: it does not exit; left are ${left}`);
    process.exit(1);
  }, LINGER);
  // It keeps nothing alive, but comes if something else does.
  timer.unref();
}

/** Fails if something takes too long. */
export async function within<Result>(
  milliseconds: number,
  task: Promise<Result>,
  underWay: () => string,
): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new Discrepancy(`stuck; under way are ${underWay()}`)),
      milliseconds,
    );
  });
  try {
    return await Promise.race([task, late]);
  } finally {
    clearTimeout(timer);
  }
}
