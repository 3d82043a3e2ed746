/** What can happen to a package after it has been generated. */
import { chmodSync, renameSync, symlinkSync, utimesSync } from "node:fs";
import { FILES, type Workspace } from "./workspace.ts";

const MANIFEST = "out/a/captable.manifest.json";
const PACKAGE = "out/a/package.json";
const ONE = "out/a/src/one.ts";

/** What mends a package: nothing but generating, or force, or what a person does before generating. */
export type Mend = "generate" | "force" | ((project: Workspace) => void);

export interface DriftCase {
  readonly name: string;
  /** The lines that the check must print of files, without their indentation. */
  readonly lines: readonly string[];
  readonly harm: (project: Workspace) => void;
  readonly mend: Mend;
}

export interface FreshCase {
  readonly name: string;
  readonly touch: (project: Workspace) => void;
}

const text = FILES["src/one.ts"] ?? "";

function edited(
  name: string,
  content: string,
  mend: Mend = "force",
): DriftCase {
  const lines = [`changed  ${ONE}`];
  return { name, lines, mend, harm: (it) => it.write(ONE, content) };
}

function added(name: string, path: string): DriftCase {
  return {
    name,
    lines: [`extra    ${path}`],
    harm: (it) => it.write(path, ""),
    mend: (it) => it.remove(path),
  };
}

/** By its name the manifest is captable's: rewriting it loses nobody's work. */
function manifest(
  name: string,
  change: (text: string) => string,
  lines: readonly string[] = [`changed  ${MANIFEST}`],
): DriftCase {
  return {
    name: `manifest: ${name}`,
    lines,
    harm: (it) => it.write(MANIFEST, change(it.read(MANIFEST))),
    mend: "generate",
  };
}

function table(
  name: string,
  change: Parameters<Workspace["table"]>[1],
  lines: readonly string[],
): DriftCase {
  return {
    name: `table: ${name}`,
    lines,
    harm: (it) => it.table("a", change),
    mend: "generate",
  };
}

const edits: readonly DriftCase[] = [
  edited("one character", "export const one = 2;\n"),
  edited("the last line break removed", text.trimEnd()),
  edited("a line break added", `${text}\n`),
  edited("a space at the end of a line", text.replace(";", "; ")),
  edited("a tab for a space", text.replace(" ", "\t")),
  edited("an emptied file", ""),
  edited("a file cut off in the middle", text.slice(0, 9)),
  edited("a file doubled", text + text),
  edited("a NUL byte", `${text}\0`),
  edited("a byte order mark", `\uFEFF${text}`),
  edited("an invisible character", text.replace("one", "on\u200Be")),
  edited("a look-alike letter", text.replace("one", "\u043Ene")),
  edited("CRLF", text.replaceAll("\n", "\r\n"), "generate"),
  edited("CR", text.replaceAll("\n", "\r")),
  edited("marks of a merge conflict", `<<<<<<< a\n${text}=======\n>>>>>>> b\n`),
  edited("other bytes that are no text", "\u00ff\u00fe"),
  {
    name: "a file made a program",
    lines: [`changed  ${ONE}`],
    harm: (it) => chmodSync(it.path(ONE), 0o755),
    mend: "generate",
  },
  {
    name: "another version in package.json",
    lines: [`changed  ${PACKAGE}`],
    harm: (it) => it.write(PACKAGE, '{ "name": "fake", "version": "2.0.0" }\n'),
    mend: "force",
  },
  {
    name: "two files swapped",
    lines: [`changed  ${PACKAGE}`, `changed  ${ONE}`],
    harm: (it) => {
      const other = it.read(PACKAGE);
      it.write(PACKAGE, it.read(ONE));
      it.write(ONE, other);
    },
    mend: "force",
  },
];

const places: readonly DriftCase[] = [
  {
    name: "a deleted file",
    lines: [`missing  ${ONE}`],
    harm: (it) => it.remove(ONE),
    mend: "generate",
  },
  {
    name: "a deleted folder",
    lines: [`missing  ${ONE}`],
    harm: (it) => it.remove("out/a/src"),
    mend: "generate",
  },
  {
    name: "a deleted package",
    lines: [`missing  ${MANIFEST}`, `missing  ${PACKAGE}`, `missing  ${ONE}`],
    harm: (it) => it.remove("out/a"),
    mend: "generate",
  },
  {
    name: "a renamed file",
    lines: [`missing  ${ONE}`, "extra    out/a/src/uno.ts"],
    harm: (it) => renameSync(it.path(ONE), it.path("out/a/src/uno.ts")),
    mend: (it) => it.remove("out/a/src/uno.ts"),
  },
  {
    name: "a file renamed in case only",
    lines: ["extra    out/a/src/One.ts", `missing  ${ONE}`],
    harm: (it) => renameSync(it.path(ONE), it.path("out/a/src/One.ts")),
    mend: (it) => it.remove("out/a/src/One.ts"),
  },
  {
    name: "a folder in the place of a file",
    lines: [`changed  ${ONE}`, `extra    ${ONE}/x`],
    harm: (it) => {
      it.remove(ONE);
      it.write(`${ONE}/x`, "");
    },
    mend: (it) => it.remove(ONE),
  },
  {
    name: "a file in the place of a folder",
    lines: ["extra    out/a/src", `missing  ${ONE}`],
    harm: (it) => {
      it.remove("out/a/src");
      it.write("out/a/src", "");
    },
    mend: (it) => it.remove("out/a/src"),
  },
  {
    name: "a link to nothing in the place of a file",
    lines: [`changed  ${ONE}`],
    harm: (it) => {
      it.remove(ONE);
      symlinkSync("nowhere", it.path(ONE));
    },
    mend: "force",
  },
  added("an added file", "out/a/src/two.ts"),
  added("an added file in a new folder", "out/a/src/deep/er/two.ts"),
  added("a hidden file", "out/a/.hidden"),
  added("a copy of an editor", "out/a/src/one.ts~"),
  added("a built file beside its source", "out/a/src/one.js"),
  added("a second manifest", "out/a/src/captable.manifest.json"),
  {
    name: "an added link",
    lines: ["extra    out/a/src/link.ts"],
    harm: (it) => symlinkSync("one.ts", it.path("out/a/src/link.ts")),
    mend: (it) => it.remove("out/a/src/link.ts"),
  },
];

const zeros = "0".repeat(64);

/** The manifest as another version of captable has written it. */
function anotherVersion(text: string): string {
  return text.replace(/(?<name>captable )\d+\.\d+\.\d+/, "$<name>9.8.7");
}

const manifests: readonly DriftCase[] = [
  {
    name: "manifest: deleted",
    lines: [`missing  ${MANIFEST}`],
    harm: (it) => it.remove(MANIFEST),
    mend: "generate",
  },
  manifest("emptied", () => ""),
  manifest("no JSON", (it) => it.slice(1)),
  manifest("an empty object", () => "{}\n"),
  manifest("another number of its format", (it) =>
    it.replace('"captable": 1', '"captable": 2'),
  ),
  manifest("another hash of a file", (it) =>
    it.replace(/("src\/one\.ts": ")\w+/, `$1${zeros}`),
  ),
  manifest("another hash of an input", (it) =>
    it.replace(/(a\.yaml": ")\w{64}/, `$1${zeros}`),
  ),
  manifest("a file left out", (it) =>
    it.replace(/,\n {4}"src\/one\.ts": "\w+"/, ""),
  ),
  manifest("a file added", (it) =>
    it.replace('"files": {', `"files": { "src/two.ts": "${zeros}",`),
  ),
  manifest("another program as its generator", (it) =>
    it.replace('"generator": "captable ', '"generator": "other '),
  ),
  manifest("something written after the version of its generator", (it) =>
    it.replace(/("generator": "captable [^"]*)/, "$1 beta"),
  ),
  manifest("no generator", (it) => it.replace(/ {2}"generator": .*\n/, "")),
  manifest("another version of its generator, and another table", (it) =>
    anotherVersion(it).replace("a.yaml", "c.yaml"),
  ),
  manifest("another layout", (it) => it.replaceAll("  ", "\t")),
  manifest("CRLF", (it) => it.replaceAll("\n", "\r\n")),
];

const two = "export const two = 2;\n";

const tables: readonly DriftCase[] = [
  table(
    "another content",
    { files: { ...FILES, "src/one.ts": "export const one = 3;\n" } },
    [`changed  ${MANIFEST}`, `changed  ${ONE}`],
  ),
  table("only a comment", { files: FILES, imports: [] }, [
    `changed  ${MANIFEST}`,
  ]),
  table("one file more", { files: { ...FILES, "src/two.ts": two } }, [
    `changed  ${MANIFEST}`,
    "missing  out/a/src/two.ts",
  ]),
  table(
    "one file less",
    { files: { "package.json": FILES["package.json"] ?? "" } },
    [`changed  ${MANIFEST}`, `extra    ${ONE}`],
  ),
  table(
    "a file of another name",
    {
      files: {
        "package.json": FILES["package.json"] ?? "",
        "src/uno.ts": text,
      },
    },
    [`changed  ${MANIFEST}`, `extra    ${ONE}`, "missing  out/a/src/uno.ts"],
  ),
];

/** Whatever the check must find. */
export const driftCases: readonly DriftCase[] = [
  ...edits,
  ...places,
  ...manifests,
  ...tables,
];

/** What is no drift. */
export const freshCases: readonly FreshCase[] = [
  { name: "nothing", touch: () => {} },
  {
    name: "other times",
    touch: (it) => {
      for (const path of [ONE, PACKAGE, MANIFEST, "spec/a.yaml"])
        utimesSync(it.path(path), new Date(0), new Date(0));
    },
  },
  {
    name: "the same bytes written again",
    touch: (it) => it.write(ONE, it.read(ONE)),
  },
  {
    name: "the table written again",
    touch: (it) => it.table("a", { files: FILES }),
  },
  {
    name: "an upgrade of captable that writes the same",
    touch: (it) => it.write(MANIFEST, anotherVersion(it.read(MANIFEST))),
  },
  {
    name: "what a compiler leaves",
    touch: (it) => it.write("out/a/dist/one.js", ""),
  },
  {
    name: "what npm leaves",
    touch: (it) => it.write("out/a/node_modules/x/package.json", "{}"),
  },
  {
    name: "what an incremental build leaves",
    touch: (it) => it.write("out/a/tsconfig.tsbuildinfo", "{}"),
  },
  {
    name: "files that nobody but the owner may read",
    touch: (it) => chmodSync(it.path(ONE), 0o600),
  },
  {
    name: "a tree that cannot be written to",
    touch: (it) => {
      for (const path of [ONE, PACKAGE, MANIFEST])
        chmodSync(it.path(path), 0o444);
      chmodSync(it.path("out/a/src"), 0o555);
      chmodSync(it.path("out/a"), 0o555);
    },
  },
  {
    name: "a disk that calls every file a program",
    touch: (it) => {
      for (const path of [ONE, PACKAGE, MANIFEST])
        chmodSync(it.path(path), 0o777);
    },
  },
  {
    name: "an output folder that is a link",
    touch: (it) => {
      renameSync(it.path("out/a"), it.path("elsewhere"));
      symlinkSync("../elsewhere", it.path("out/a"));
    },
  },
  {
    name: "files beside the output",
    touch: (it) => it.write("out/notes.md", ""),
  },
];
