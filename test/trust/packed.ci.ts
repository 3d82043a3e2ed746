// What npm gets of captable, and whether its page is true.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseSync } from "oxc-parser";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Project } from "./project.ts";
import { ROOT } from "./tables.ts";

const GENERATOR = join(ROOT, "generator");

const project = new Project();
beforeAll(() => project.setUp(), 300_000);
afterAll(() => project.remove());

interface Packed {
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string; readonly mode: number }[];
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(join(GENERATOR, folder), {
    recursive: true,
    withFileTypes: true,
  })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) =>
      join(parentPath, name).slice(GENERATOR.length + 1),
    );
}

/** What the compiler makes of every module, but for those of the command line alone: they are in the bundle. */
function built(): readonly string[] {
  return filesIn("src")
    .filter((path) => path.endsWith(".ts") && !path.endsWith(".d.ts"))
    .filter((path) => !path.startsWith(join("src", "cli")))
    .flatMap((path) => {
      const module = path.replace(/^src/, "dist").slice(0, -".ts".length);
      return [`${module}.js`, `${module}.d.ts`];
    });
}

/** The modules that a file imports or passes on, as it names them, but for packages. */
function modulesIn(path: string): readonly string[] {
  const { module } = parseSync(
    path,
    readFileSync(join(GENERATOR, path), "utf8"),
  );
  return [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap((one) => one.moduleRequest?.value ?? []),
    ),
  ].filter((name) => name.startsWith("."));
}

describe("the packed tarball", () => {
  const outcome = project.must("npm pack --dry-run --json", GENERATOR);
  const [packed]: readonly Packed[] = JSON.parse(
    outcome.slice(outcome.indexOf("[")),
  );
  if (packed === undefined) throw new Error(outcome);
  const paths = packed.files.map(({ path }) => path);

  it("has what runs, what it reads, its page and its licence, and nothing else", () => {
    expect(
      paths.toSorted(),
      "if dist is of modules that are gone: rm -rf generator/dist generator/*.tsbuildinfo && npm run build",
    ).toEqual(
      [
        "LICENSE",
        "README.md",
        "package.json",
        "bin/captable.js",
        "schema/captable.schema.json",
        ...filesIn("explanations"),
        ...built(),
        ...filesIn("dist/bundle"),
      ].toSorted(),
    );
    expect(paths.filter((path) => /\.test\.|fixture/.test(path))).toEqual([]);
  });

  it("is small", () => {
    const kilobytes = (bytes: number): number => Math.round(bytes / 1024);
    console.log(
      `packed: ${paths.length} files, ${kilobytes(packed.size)} KB, ${kilobytes(packed.unpackedSize)} KB unpacked`,
    );
    expect(kilobytes(packed.size)).toBeLessThan(700);
  });

  it("leads from no file to one that is not in it", () => {
    const missing = paths
      .filter((path) => /^(?:bin|dist)\/.*\.(?:js|d\.ts)$/.test(path))
      .flatMap((path) =>
        modulesIn(path).map((to) => ({ path, to: join(dirname(path), to) })),
      )
      // Declarations name the modules that they are of as those were written.
      .filter(({ to }) => !paths.includes(to.replace(/\.ts$/, ".js")));
    expect(missing).toEqual([]);
  });

  it("has one program", () => {
    const isProgram = ({ mode }: Packed["files"][number]): boolean =>
      (mode & 0o111) !== 0;
    const programs = packed.files.filter(isProgram).map(({ path }) => path);
    expect(programs).toEqual(["bin/captable.js"]);
  });

  it("has no package of others bundled", () => {
    const bundle = filesIn("dist/bundle").map((path) =>
      readFileSync(join(GENERATOR, path), "utf8"),
    );
    expect(bundle.length).toBeGreaterThan(1);
    expect(bundle.join("").match(/\bnode_modules\/\w+/g) ?? []).toEqual([]);
    expect(bundle.join("")).toMatch(/from\s*"commander"/);
    // It is loaded in the midst of a run.
    expect(bundle.join("")).toMatch(/\w+\("yaml"\)/);
  });

  it("has the licence of the project", () => {
    const licence = readFileSync(join(GENERATOR, "LICENSE"), "utf8");
    expect(licence).toBe(readFileSync(join(ROOT, "LICENSE"), "utf8"));
  });

  it("has in it whatever package.json names", () => {
    const head: { readonly bin: object; readonly exports: object } = JSON.parse(
      readFileSync(join(GENERATOR, "package.json"), "utf8"),
    );
    const named = JSON.stringify([head.bin, head.exports]).matchAll(
      /"\.\/([^"]+\.\w+)"/g,
    );
    const targets = [...named].map(([, path]) => path);
    expect(targets.length).toBeGreaterThan(5);
    const isKey = (path: string | undefined): boolean => path === "schema.json";
    expect(
      targets.filter((path) => !isKey(path) && !paths.includes(path ?? "")),
    ).toEqual([]);
  });
});

const page = readFileSync(join(GENERATOR, "README.md"), "utf8");

/** The blocks of the page: their language, what is said of them, their text. */
const blocks = [...page.matchAll(/^```(\w+) ?(\S*)\n([\s\S]*?)^```$/gm)].map(
  ([, language = "", about = "", text = ""]) => ({ language, about, text }),
);

function textOf(about: string): string {
  const block = blocks.find((it) => it.about === about);
  if (block === undefined) throw new Error(`no block is ${about}`);
  return block.text;
}

describe("its page", { timeout: 120_000 }, () => {
  it("shows a minute that works", () => {
    const files = blocks.filter(({ about }) => about.startsWith("file="));
    for (const { about, text } of files)
      if (!about.endsWith(".json")) project.write(about.slice(5), text);
    const [install, ...commands] = blocks
      .filter(({ language }) => language === "sh")
      .map(({ text }) => text.trim());
    // Done from the tarball instead.
    expect(install).toBe("npm install --save-dev captable");
    expect(commands).toHaveLength(2);
    for (const command of commands)
      project.must(command.replace("npx", "npx --no-install"));
    project.write("captable.config.json", textOf("file=captable.config.json"));
    expect(project.must("npx --no-install captable check")).toContain("fresh");
  });

  it("shows code that compiles and does what the page says", () => {
    const bin = join(ROOT, "node_modules", ".bin");
    const types = join(ROOT, "node_modules", "@types");
    const compile = (file: string): string =>
      `${bin}/tsc --noEmit --strict --exactOptionalPropertyTypes --target ES2023 --lib ES2023,ESNext.Disposable --module NodeNext --allowImportingTsExtensions --ignoreConfig --typeRoots '${types}' --types node ${file}`;
    project.must(compile("doors.mts"));
    project.must(
      `${bin}/esbuild doors.mts --bundle --format=esm --outfile=doors.out.mjs --log-level=warning`,
    );
    expect(project.must("node doors.out.mjs")).toBe(textOf("output"));
    const code = textOf("file=doors.mts");
    project.write("wrong.mts", code.replace("if (isSafeDoor(door)) ", ""));
    const { code: exit, output } = project.run(compile("wrong.mts"));
    expect(output).toContain("Property 'lock' does not exist");
    expect(exit).not.toBe(0);
  });

  it("leads to pages that exist", () => {
    const links = [...page.matchAll(/\]\(([^)]+)\)/g)].map(([, to = ""]) => to);
    expect(links.length).toBeGreaterThan(5);
    expect(links.filter((to) => !existsSync(join(GENERATOR, to)))).toEqual([]);
  });
});
