import {
  chmodSync,
  copyFileSync,
  renameSync,
  statSync,
  symlinkSync,
  utimesSync,
} from "node:fs";
import { describe, expect, it } from "vitest";
import { sha256 } from "../../../src/output/hash.ts";
import { driftCases, freshCases } from "../drift-cases.ts";
import { FILES } from "../workspace.ts";
import { CachedProject, recorded } from "./cached-project.ts";

const ONE = "out/a/src/one.ts";

type Harm = (project: CachedProject) => void;

function onRecord(change: (text: string) => string): Harm {
  return (it) => {
    const path = it.record("a");
    const before = it.read(path);
    const after = change(before);
    expect(after).not.toBe(before);
    it.write(path, after);
  };
}

/** A body behind its own hash: what only somebody writes who means it. */
function sealed(change: (body: string) => string): Harm {
  return onRecord((text) => {
    const body = change(text.split("\n")[1] ?? "");
    return `${sha256(body)}\n${body}\n`;
  });
}

const HARMED: Readonly<Record<string, Harm>> = {
  emptied: onRecord(() => ""),
  "cut off in the middle": onRecord((text) =>
    text.slice(0, Math.floor(text.length / 2)),
  ),
  "without its last byte": onRecord((text) => text.slice(0, -1)),
  "with a byte more": onRecord((text) => `${text} `),
  "with a line more": onRecord((text) => `${text}\n`),
  "without its hash": onRecord((text) => text.slice(text.indexOf("\n"))),
  "with another hash of itself": onRecord((text) =>
    text.replace(/^./, (digit) => (digit === "0" ? "1" : "0")),
  ),
  "with another hash of a file": onRecord((text) =>
    text.replace(sha256(FILES["src/one.ts"] ?? ""), sha256("other")),
  ),
  "no JSON": sealed((body) => body.slice(0, -1)),
  "another JSON": sealed(() => "[]"),
  nothing: sealed(() => "null"),
  "without a member": sealed((body) => body.replace('"accepted"', '"taken"')),
  "with a member of another kind": sealed((body) =>
    body.replace('"diagnostics":[]', '"diagnostics":{}'),
  ),
  "with a manifest that is none": sealed((body) =>
    body.replace(/"manifest":".*"/, '"manifest":"{}"'),
  ),
  "that of another table": (it) =>
    copyFileSync(it.path(it.record("b")), it.path(it.record("a"))),
  "exchanged with that of another": (it) => {
    const [a, b] = [it.path(it.record("a")), it.path(it.record("b"))];
    renameSync(a, `${a}.moved`);
    renameSync(b, a);
    renameSync(`${a}.moved`, b);
  },
  "of another place": sealed((body) => body.replace('"root":"', '"root":"/x')),
};

describe("a record is none that is", () => {
  it.each(Object.entries(HARMED))("%s", async (_name, harm) => {
    const project = await recorded();
    harm(project);
    expect(await project.compiledBy()).toBeGreaterThan(0);
    // The next run that writes leaves a good one.
    expect((await project.run(["generate"])).code).toBe(0);
    expect(await project.compiledBy()).toBe(0);
  });

  it("copied along with the project", async () => {
    const project = await recorded();
    const copy = new CachedProject();
    await copy.run(["generate", "--no-cache"]);
    for (const path of project.records()) copy.write(path, project.read(path));
    expect(await copy.compiledBy()).toBe(2);
  });

  it("made to fit an edited file, unless it is sealed anew", async () => {
    const project = await recorded();
    const hashes = [sha256(FILES["src/one.ts"] ?? ""), sha256("mine")] as const;
    project.write(ONE, "mine");
    project.write(
      "out/a/captable.manifest.json",
      project.read("out/a/captable.manifest.json").replace(...hashes),
    );
    onRecord((text) => text.replace(...hashes))(project);
    expect(await project.compiledBy()).toBe(1);
    expect((await project.run(["check"])).stdout).toContain(`changed  ${ONE}`);
  });
});

/** Writes a file as if nobody had. */
function secretly(path: string, change: (text: string) => string): Harm {
  return (it) => {
    const { atime, mtime, size } = statSync(it.path(path));
    it.write(path, change(it.read(path)));
    utimesSync(it.path(path), atime, mtime);
    expect(statSync(it.path(path))).toMatchObject({ mtime, size });
  };
}

const CHANGED: Readonly<Record<string, Harm>> = {
  "a table, with its time and size kept": secretly("spec/a.yaml", (text) =>
    text.replace("one = 1", "one = 2"),
  ),
  "an import, with its time and size kept": secretly("spec/part.yaml", () =>
    JSON.stringify("B"),
  ),
  "the line ends of a table": (it) =>
    it.write("spec/a.yaml", it.read("spec/a.yaml").replaceAll("\n", "\r\n")),
  "a file, with its time and size kept": secretly(ONE, (text) =>
    text.replace("1", "2"),
  ),
  "an import removed": (it) => it.remove("spec/part.yaml"),
  "an import that was not there before": (it) =>
    it.write("spec/none.yaml", "{}"),
  "an import renamed": (it) => {
    renameSync(it.path("spec/part.yaml"), it.path("spec/other.yaml"));
    it.table("a", { files: FILES, imports: ["spec/other.yaml"] });
  },
  "an import added": (it) => {
    it.write("spec/other.yaml", "{}");
    const imports = ["spec/part.yaml", "spec/other.yaml"];
    it.table("a", { files: FILES, imports });
  },
  "an import that is another file now": (it) => {
    it.write("spec/other.yaml", JSON.stringify("B"));
    it.remove("spec/part.yaml");
    symlinkSync(it.path("spec/other.yaml"), it.path("spec/part.yaml"));
  },
  "a file made a program": (it) => chmodSync(it.path(ONE), 0o755),
  "a file that is a folder": (it) => {
    it.remove(ONE);
    it.write(`${ONE}/in.ts`, "");
  },
};

describe("a full run is made after a change of", () => {
  it.each(Object.entries(CHANGED))("%s", async (_name, change) => {
    const project = new CachedProject({
      a: { files: FILES, imports: ["spec/part.yaml", "spec/none.yaml"] },
    });
    project.write("spec/part.yaml", JSON.stringify("A"));
    await project.run(["generate"]);
    expect(await project.compiledBy()).toBe(0);
    change(project);
    expect(await project.compiledBy()).toBe(1);
  });
});

describe("what the check finds is the same with a record", () => {
  it.each(driftCases)("$name", async ({ harm }) => {
    const project = await recorded();
    harm(project);
    expect(await project.compiledBy()).toBe(1);
    expect((await project.run(["check"])).code).toBe(1);
  });

  it.each(freshCases)("$name", async ({ touch }) => {
    const project = await recorded();
    touch(project);
    await project.compiledBy();
    expect((await project.run(["check"])).code).toBe(0);
  });
});
