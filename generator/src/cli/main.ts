/** The process: hands it to a run, and takes over the exit code. @module */
import { realDisk } from "../output/disk.ts";
import type { Io } from "../terminal/io.ts";
import { run } from "./run.ts";

const io: Io = {
  cwd: process.cwd(),
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  disk: realDisk,
  now: milliseconds,
  ended: () =>
    new Promise((end) => {
      for (const signal of ["SIGINT", "SIGTERM"] as const)
        process.once(signal, () => end());
    }),
};

/** A steady clock that is there already: `performance` would be loaded for it. */
function milliseconds(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1e3 + nanoseconds / 1e6;
}

// With these set, the YAML parser prints what it does, into the middle of what captable prints.
for (const name of ["LOG_STREAM", "LOG_TOKENS"]) delete process.env[name];

// Whoever reads may stop reading, as `head` does: that is no failure.
for (const stream of [process.stdout, process.stderr])
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });

process.exitCode = await run(process.argv.slice(2), io);
