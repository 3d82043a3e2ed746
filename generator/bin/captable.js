#!/usr/bin/env node
import { existsSync } from "node:fs";

const main = new URL("../dist/bundle/main.js", import.meta.url);

if (existsSync(main)) {
  await import(main.href);
} else {
  process.stderr.write(
    'captable has not been built: its folder "dist" is missing. Run "npm ci".\n',
  );
  process.exitCode = 2;
}
