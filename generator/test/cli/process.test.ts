/** The built program as a process of its own. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { LAMP } from "./lamp.ts";
import { TemporaryFolder } from "../temporary-folder.ts";
import type { Outcome } from "./workspace.ts";

const BIN = fileURLToPath(new URL("../../bin/captable.js", import.meta.url));

function start(
  cwd: string,
  argv: readonly string[],
  script = BIN,
  more: Readonly<Record<string, string>> = {},
): Outcome {
  const env = {
    ...process.env,
    ...{ NO_COLOR: undefined, FORCE_COLOR: undefined },
    ...more,
  };
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [script, ...argv],
    { cwd, env, encoding: "utf8" },
  );
  return { code: status ?? -1, stdout, stderr };
}

describe("the program", () => {
  it("generates, finds fresh, finds stale", () => {
    const folder = new TemporaryFolder();
    folder.write("lamp.yaml", LAMP);
    const places = ["lamp.yaml", "--output", "out"];
    const first = start(folder.root, ["generate", ...places]);
    expect(first.stderr).toBe("");
    expect(first.stdout).toMatch(/^out {2}\d+ files: \d+ written, 0 unchanged/);
    expect(first.code).toBe(0);
    const fresh = start(folder.root, ["check", ...places]);
    expect(fresh.stdout).toMatch(/^out {2}fresh \(\d+ files\)\n$/);
    expect(fresh.code).toBe(0);
    folder.remove("out/package.json");
    const stale = start(folder.root, ["check", ...places]);
    expect(stale.stdout).toContain("  missing  out/package.json\n");
    expect(stale.code).toBe(1);
  });

  it("prints the same if the environment tells the YAML parser to talk", () => {
    const folder = new TemporaryFolder();
    // A title that goes on in another line is for that parser.
    folder.write("lamp.yaml", LAMP.replace("Lamps", "Lamps\n  and lights"));
    const argv = ["check", "lamp.yaml", "--output", "out"];
    const quiet = start(folder.root, argv);
    const talking = { LOG_STREAM: "1", LOG_TOKENS: "1" };
    expect(quiet.stdout).toContain("missing  out/package.json");
    expect(start(folder.root, argv, BIN, talking)).toEqual(quiet);
  });

  it("reads a table that is plain and one that is not", () => {
    const folder = new TemporaryFolder();
    folder.write("plain.yaml", LAMP);
    folder.write("lamp.yaml", LAMP.replace("Lamps", "\n  Lamps"));
    const places = ["--output", "out"];
    const made = start(folder.root, ["generate", "plain.yaml", ...places]);
    expect(made.code).toBe(0);
    const again = start(folder.root, ["check", "lamp.yaml", ...places]);
    // It has the name and the text of the table.
    expect(again.stdout).toContain(
      "stale: 1 changed\n  changed  out/captable.manifest.json\n",
    );
    folder.write("lamp.yaml", LAMP.replace("Lamps", "\n  Lights"));
    const changed = start(folder.root, ["check", "lamp.yaml", ...places]);
    expect(changed.stdout).toContain("changed  out/README.md");
  });

  it("shows the errors of a table, without colours in a pipe", () => {
    const folder = new TemporaryFolder();
    folder.write("lamp.yaml", LAMP.replace("light]", "lihgt]"));
    const places = ["lamp.yaml", "--output", "out"];
    const { code, stdout, stderr } = start(folder.root, ["check", ...places]);
    expect(stderr).toContain("lamp.yaml:14:");
    expect(stderr).toContain("lihgt");
    expect(stderr).not.toContain("\u001b");
    expect(stdout).toContain("out  not checked: lamp.yaml has errors");
    expect(code).toBe(1);
  });

  it("ends with 2 for a wrong call and 0 for help", () => {
    const { root } = new TemporaryFolder();
    expect(start(root, ["--nothing"]).code).toBe(2);
    expect(start(root, ["--help"]).code).toBe(0);
  });

  it("tells how to build it if it has not been built", () => {
    const folder = new TemporaryFolder();
    mkdirSync(folder.path("bin"));
    folder.write("package.json", '{ "type": "module" }');
    const copy = folder.path("bin/captable.js");
    copyFileSync(BIN, copy);
    const { code, stderr } = start(folder.root, ["check"], copy);
    expect(stderr).toContain('Run "npm ci"');
    expect(code).toBe(2);
  });
});

describe("the program as it watches", () => {
  it("writes what has changed, and ends well when it is interrupted", async () => {
    const folder = new TemporaryFolder();
    folder.write("lamp.yaml", LAMP);
    const words = ["generate", "lamp.yaml", "--output", "out", "--watch"];
    const child = spawn(process.execPath, [BIN, ...words], {
      cwd: folder.root,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = once(child, "close");
    const rounds: string[] = [];
    let text = "";
    child.stdout.setEncoding("utf8");
    for await (const part of child.stdout) {
      text += String(part);
      if (!text.includes("Ctrl-C")) continue;
      rounds.push(text);
      text = "";
      if (rounds.length === 1)
        folder.write("lamp.yaml", LAMP.replace("A lamp.", "A bright lamp."));
      else child.kill("SIGINT");
    }
    expect(await ended).toEqual([0, null]);
    expect(rounds).toHaveLength(2);
    expect(rounds[1]).toContain("Changed: lamp.yaml");
    const written = folder.read("out/src/categories/plain.ts");
    expect(written).toContain("A bright lamp.");
  });
});
