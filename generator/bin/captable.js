#!/usr/bin/env node
import { existsSync } from "node:fs";
import { setFlagsFromString } from "node:v8";

const main = new URL("../dist/bundle/main.js", import.meta.url);

// The V8 of Node 20 compiles what has run for a while anew, optimized, and does so early: a run of captable is mostly
// over before that pays. Later versions go by other rules, and have no such flag.
if (process.versions.v8.startsWith("11."))
  setFlagsFromString("--interrupt-budget=500000");

if (existsSync(main)) {
  await import(main.href);
} else {
  process.stderr.write(
    'captable has not been built: its folder "dist" is missing. Run "npm ci".\n',
  );
  process.exitCode = 2;
}
