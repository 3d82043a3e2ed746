#!/usr/bin/env node
import { existsSync } from "node:fs";
import module from "node:module";

const main = new URL("../dist/bundle/main.js", import.meta.url);

if (existsSync(main)) {
  // Node 22.8 and later can keep what it has compiled for the next start.
  module.enableCompileCache?.();
  await import(main.href);
} else {
  process.stderr.write(
    'captable has not been built: its folder "dist" is missing. Run "npm ci".\n',
  );
  process.exitCode = 2;
}
