import { afterEach, beforeEach } from "vitest";

const errors: unknown[] = [];
let others: NodeJS.UncaughtExceptionListener[] = [];

function collect(error: unknown): void {
  errors.push(error);
}

/** Collects, from here to the end of each test, what has reached nobody's catch. */
export function collectUncaught(): readonly unknown[] {
  beforeEach(() => {
    errors.length = 0;
    others = process.listeners("uncaughtException");
    process.removeAllListeners("uncaughtException");
    process.on("uncaughtException", collect);
  });
  afterEach(() => {
    process.off("uncaughtException", collect);
    for (const listener of others) process.on("uncaughtException", listener);
  });
  return errors;
}
