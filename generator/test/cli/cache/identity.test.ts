import { describe, expect, it } from "vitest";
import {
  generatorIdentity,
  LIBRARIES,
} from "../../../src/cli/cache/identity.ts";
import { TemporaryFolder } from "../../temporary-folder.ts";
import { packagesLoadedBy } from "../loaded-packages.ts";

const MAIN = "node_modules/captable/dist/bundle/main.js";
const SOURCE = new URL("../../../src/", import.meta.url);

/** An installed program with its libraries. */
function installation(): TemporaryFolder {
  const folder = new TemporaryFolder();
  folder.write(MAIN, "main");
  folder.write("node_modules/captable/dist/bundle/emit.js", "templates");
  for (const [name, modules] of Object.entries(LIBRARIES))
    folder.write(`node_modules/${name}/${modules}/deep/index.js`, name);
  return folder;
}

describe("the identity of the program", () => {
  it("is that of all that decides what is emitted and found", () => {
    const core = ["compile", "emit/emit", "outline/package"].flatMap((module) =>
      packagesLoadedBy(new URL(`${module}.ts`, SOURCE)),
    );
    const names = core.map((module) => module.split("/")[0]);
    const libraries = [...new Set(names)].toSorted();
    expect(libraries).toEqual(Object.keys(LIBRARIES).toSorted());
  });

  it("is the same as long as nothing changes, wherever it is", () => {
    const [one, other] = [installation(), installation()];
    const identity = generatorIdentity(one.path(MAIN));
    expect(identity).toMatch(/^[0-9a-f]{64}$/);
    expect(generatorIdentity(one.path(MAIN))).toBe(identity);
    expect(generatorIdentity(other.path(MAIN))).toBe(identity);
    one.write("node_modules/yaml/browser/index.js", "not loaded");
    expect(generatorIdentity(one.path(MAIN))).toBe(identity);
  });

  it.each([
    "node_modules/captable/dist/bundle/emit.js",
    "node_modules/captable/dist/bundle/new.js",
    ...Object.entries(LIBRARIES).map(
      ([name, modules]) => `node_modules/${name}/${modules}/deep/index.js`,
    ),
  ])("is another after a change of %s", (path) => {
    const folder = installation();
    const identity = generatorIdentity(folder.path(MAIN));
    folder.write(path, "otherwise");
    const other = generatorIdentity(folder.path(MAIN));
    expect(other).toMatch(/^[0-9a-f]{64}$/);
    expect(other).not.toBe(identity);
  });

  it.each(Object.keys(LIBRARIES))("is unknown without %s", (name) => {
    const folder = installation();
    folder.remove(`node_modules/${name}`);
    expect(generatorIdentity(folder.path(MAIN))).toBeUndefined();
  });

  it("is that of the modules themselves if they are not bundled", () => {
    const identity = generatorIdentity();
    expect(identity).toMatch(/^[0-9a-f]{64}$/);
    expect(generatorIdentity()).toBe(identity);
  });
});
