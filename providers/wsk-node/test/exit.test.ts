import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const run = promisify(execFile);
const program = fileURLToPath(new URL("fixtures/exits.mjs", import.meta.url));

// What keeps a process from exiting lets this test time out.
it.each([
  "connections",
  "unaccepted",
  "datagrams",
  "bound",
  "hanging",
  "failed",
  "categories",
  "events",
  "conditional",
  "cancelled",
  "watching",
  "names",
])(
  "a process exits by itself once all sockets are closed: %s",
  async (scenario) => {
    const { stdout } = await run(process.execPath, [program, scenario]);
    expect(stdout).toBe("closed\n");
  },
);
