import { describe, expect, it } from "vitest";
import { FILES, Workspace } from "./workspace.ts";

/** What GitHub's runner makes of a step's output: it obeys no command between two marks. */
function commandsIn(stdout: string): {
  readonly obeyed: readonly string[];
  readonly shown: readonly string[];
} {
  const obeyed: string[] = [];
  const shown: string[] = [];
  let mark: string | undefined;
  for (const line of stdout.trimEnd().split("\n")) {
    const [, opened] = /^::stop-commands::(.+)$/.exec(line) ?? [];
    if (mark === undefined && opened !== undefined) mark = opened;
    else if (line.trim() === `::${mark}::`) mark = undefined;
    else if (mark === undefined && line.trim().startsWith("::"))
      obeyed.push(line);
    else shown.push(line);
  }
  expect(mark).toBeUndefined();
  return { obeyed, shown };
}

describe("--format github", () => {
  it("annotates what is wrong with tables, and prints the text for people", async () => {
    const project = new Workspace({
      a: { errors: ["first"], warnings: ["second"] },
    });
    const { code, stdout, stderr } = await project.run([
      "generate",
      "--format",
      "github",
    ]);
    const { obeyed, shown } = commandsIn(stdout);
    const place = "file=spec/a.yaml,line=1,col=1,endLine=1,endColumn=2";
    expect(obeyed).toEqual([
      `::error ${place},title=CT999::first`,
      `::warning ${place},title=CT999::second`,
    ]);
    expect(shown).toContain("spec/a.yaml:1:1 error: first");
    expect(shown).toContain("1 error, 1 warning");
    expect(stderr).toBe("");
    expect(code).toBe(1);
  });

  it("escapes what would end a property, a message or a line", async () => {
    const project = new Workspace({
      "a,b:c%d": { errors: ["100 %\r\n::error::x, y: z"] },
    });
    const { stdout } = await project.run(["check", "--format=github"]);
    expect(commandsIn(stdout).obeyed).toEqual([
      "::error file=spec/a%2Cb%3Ac%25d.yaml,line=1,col=1,endLine=1,endColumn=2,title=CT999::100 %25%0D%0A::error::x, y: z",
    ]);
  });

  it("annotates every stale file, with the command that mends it", async () => {
    const project = new Workspace({ a: { files: FILES } });
    await project.run(["generate"]);
    project.write("out/a/src/one.ts", "mine");
    project.write("out/a/notes.md", "");
    project.remove("out/a/package.json");
    const { code, stdout } = await project.run(["check", "--format", "github"]);
    const { obeyed, shown } = commandsIn(stdout);
    expect(obeyed).toEqual([
      "::error file=out/a/notes.md,title=drift-extra::A file in the package is not one that the table gives.%0Acaptable did not write it: move it to another folder",
      "::error file=out/a/package.json,title=drift-missing::A generated file is missing.%0Arun: npx captable generate --force",
      "::error file=out/a/src/one.ts,title=drift-changed::A generated file is not as the table gives it.%0Arun: npx captable generate --force",
    ]);
    expect(shown).toContain("To mend it: npx captable generate --force");
    expect(code).toBe(1);
  });

  it("does not let a file's content give commands", async () => {
    const text = "one\n::add-mask::one\n::captable-text-1::\n::error::two\n";
    const files = { "README.md": text };
    const project = new Workspace({ a: { files } });
    await project.run(["generate"]);
    project.write("out/a/README.md", text.replace("one\n", "three\n"));
    const { stdout } = await project.run(["check", "--format", "github"]);
    const { obeyed, shown } = commandsIn(stdout);
    expect(shown).toContain(" ::add-mask::one");
    expect(shown).toContain(" ::error::two");
    expect(obeyed).toHaveLength(1);
    expect(obeyed[0]).toMatch(/^::error file=out\/a\/README\.md,/);
  });

  it("annotates what kept a run from writing", async () => {
    const project = new Workspace({ a: { files: FILES } });
    project.write("out/a/src/one.ts", "mine");
    const { stdout } = await project.run(["generate", "--format", "github"]);
    expect(commandsIn(stdout).obeyed).toEqual([
      "::error file=out/a/src/one.ts,title=file-foreign::A file that captable did not write stands in the way. Nothing was written.%0Amove what you want to keep, or overwrite it: npx captable generate --force",
    ]);
  });

  it("names files from the checkout, wherever in it captable runs", async () => {
    const project = new Workspace({ a: { errors: ["x"] } });
    const env = { GITHUB_WORKSPACE: project.root };
    const { stdout } = await project.run(["check", "--format", "github"], {
      cwd: "spec",
      env,
    });
    const { obeyed, shown } = commandsIn(stdout);
    expect(obeyed[0]).toMatch(/^::error file=spec\/a\.yaml,/);
    expect(shown).toContain("a.yaml:1:1 error: x");
  });

  it("annotates nothing if all is well", async () => {
    const project = new Workspace({ a: { files: FILES, accepted: ["fine"] } });
    await project.run(["generate"]);
    const { code, stdout } = await project.run(["check", "--format", "github"]);
    const { obeyed, shown } = commandsIn(stdout);
    expect(obeyed).toEqual([]);
    expect(shown).toEqual(["1 accepted warning", "out/a  fresh (3 files)"]);
    expect(code).toBe(0);
  });

  it.each([
    ["a wrong configuration", ["check"], "there is no configuration"],
    ["a wrong option", ["check", "--frmat"], "unknown option '--frmat'"],
  ])("annotates %s", async (_what, argv, message) => {
    const project = new Workspace();
    const words = [...argv, "--format", "github"];
    const { code, stdout } = await project.run(words);
    const [annotation = ""] = commandsIn(stdout).obeyed;
    expect(annotation).toContain(`::error title=captable::${message}`);
    expect(code).toBe(2);
  });
});
