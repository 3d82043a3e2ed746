// The same bytes from another checkout: other line endings, another folder, another version of captable.
import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { TemporaryFolder } from "../../generator/test/temporary-folder.ts";
import { copyTable, digestsIn } from "./copies.ts";
import { ROOT } from "./tables.ts";

const BIN = join(ROOT, "generator", "bin", "captable.js");
const MANIFEST = "captable.manifest.json";

function captable(cwd: string, command: string, bin = BIN): string {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [bin, command],
    { cwd, encoding: "utf8" },
  );
  expect(status, stderr).toBe(0);
  return stdout;
}

const expected = digestsIn(ROOT);

describe("the same bytes, the manifest's included,", () => {
  it.each([
    ["line ends of Windows", (it: string) => it.replaceAll("\n", "\r\n")],
    ["a byte order mark", (it: string) => `\uFEFF${it}`],
    ["both", (it: string) => `\uFEFF${it.replaceAll("\n", "\r\n")}`],
  ])("from a table with %s", (_what, change) => {
    const folder = new TemporaryFolder();
    copyTable(folder.root, change);
    captable(folder.root, "generate");
    expect(digestsIn(folder.root)).toEqual(expected);
  });

  it.each([
    "a folder with spaces",
    "ünï-çødé 日本語 🦊",
    "-dash",
    'quote\' and "double" and $HOME and `tick`',
    "dist",
    "node_modules/x",
    Array.from({ length: 20 }, (_, level) => `level-${level}`).join("/"),
  ])("in %s", (name) => {
    const folder = new TemporaryFolder();
    copyTable(folder.path(name));
    captable(folder.path(name), "generate");
    expect(digestsIn(folder.path(name))).toEqual(expected);
  });
});

/** Captable as it is, but that it says that it is another version. */
function anotherVersion(folder: TemporaryFolder): string {
  const generator = join(ROOT, "generator");
  for (const part of ["bin", "dist", "explanations"])
    cpSync(join(generator, part), folder.path(`generator/${part}`), {
      recursive: true,
    });
  const head = readFileSync(join(generator, "package.json"), "utf8");
  const upgraded = head.replace(/"version": ".*"/, '"version": "99.0.0"');
  expect(upgraded).not.toBe(head);
  folder.write("generator/package.json", upgraded);
  symlinkSync(join(ROOT, "node_modules"), folder.path("node_modules"), "dir");
  return folder.path("generator/bin/captable.js");
}

describe("an upgrade that changes nothing", () => {
  it("makes nothing stale, and writes nothing", () => {
    const folder = new TemporaryFolder();
    const upgraded = anotherVersion(folder);
    copyTable(folder.root);
    captable(folder.root, "generate");
    expect(captable(folder.root, "check", upgraded)).toMatch(
      /^generated\/wsk {2}fresh/,
    );
    expect(captable(folder.root, "generate", upgraded)).toMatch(/: 0 written/);
    expect(digestsIn(folder.root)).toEqual(expected);
  });

  it("shows in a new package in one line of its manifest alone", () => {
    const folder = new TemporaryFolder();
    const upgraded = anotherVersion(folder);
    copyTable(folder.root);
    captable(folder.root, "generate", upgraded);
    const { [MANIFEST]: _theirs, ...theirs } = digestsIn(folder.root);
    const { [MANIFEST]: _ours, ...ours } = expected;
    expect(theirs).toEqual(ours);
    const path = join("generated", "wsk", MANIFEST);
    const ourText = readFileSync(join(ROOT, path), "utf8");
    expect(folder.read(path)).toBe(
      ourText.replace(/"captable \d+\.\d+\.\d+"/, '"captable 99.0.0"'),
    );
  });
});
