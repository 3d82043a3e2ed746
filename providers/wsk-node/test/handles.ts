import { afterEach, expect } from "vitest";

/** In milliseconds: how long what has been closed may take to be gone. */
const PATIENCE = 5000;

/** The sockets of the system that this process still has. */
function systemSockets(): readonly string[] {
  const resources = process.getActiveResourcesInfo();
  return resources.filter((name) => /^(?:TCP|UDP)/.test(name));
}

// No test leaves a handle behind. Hooks that come later run first: by then everything has been closed.
afterEach(async () => {
  const end = performance.now() + PATIENCE;
  while (systemSockets().length > 0 && performance.now() < end) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(systemSockets()).toEqual([]);
});
