/** The deliberate faults are where they say, and only there; what is built with one runs. */
import { existsSync, readFileSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { transform } from "esbuild";
import { compile, emit } from "captable";
import { afterAll, describe, expect, it } from "vitest";
import { FAMILIES } from "../../generator/src/conformance/plan/planned.ts";
import { mutated } from "./apply.ts";
import { buildEmitted, buildMutant } from "./build.ts";
import type { Mutant } from "./mutant.ts";
import { mutants } from "./mutants.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const textOf = (file: string): string => readFileSync(`${root}${file}`, "utf8");

const folders: string[] = [];
const known = <T extends { readonly folder: string }>(built: T): T => {
  folders.push(built.folder);
  return built;
};

afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true });
});

/** The code that is run. */
async function codeOf(text: string): Promise<string> {
  const { code } = await transform(text, {
    loader: "ts",
    minifyWhitespace: true,
  });
  return code;
}

const sample = (id: string): Mutant => {
  const found = mutants.find((one) => one.id === id);
  if (found === undefined) throw new Error(`there is no mutant ${id}`);
  return found;
};

describe("the mutants", () => {
  it("are many, told apart, and about many things", () => {
    const ids = mutants.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
    expect(ids.length).toBeGreaterThanOrEqual(64);
    const families = new Set(mutants.map(({ family }) => family));
    expect(families.size).toBeGreaterThanOrEqual(12);
    for (const { family, providers } of mutants) {
      expect(FAMILIES).toContain(family);
      expect(providers.length).toBeGreaterThan(0);
    }
    console.log(`mutants: ${ids.length}`);
  });

  it.each(mutants.map((mutant) => [mutant.id, mutant] as const))(
    "%s stands once in its file, and changes the code",
    async (_id, mutant) => {
      const text = textOf(mutant.file);
      const [before, after] = await Promise.all([
        codeOf(text),
        codeOf(mutated(text, mutant)),
      ]);
      expect(after).not.toBe(before);
    },
  );

  it("name tests that there are", () => {
    const missing = mutants.filter(
      ({ shownBy }) => shownBy !== undefined && !existsSync(root + shownBy),
    );
    expect(missing.map(({ id }) => id)).toEqual([]);
  });

  it("are refused where there is nothing to change, or too much", () => {
    const mutant = { ...sample("accepted-twice"), find: "a", replace: "b" };
    expect(mutated("xax", mutant)).toBe("xbx");
    expect(() => mutated("xx", mutant)).toThrow("stands 0 times");
    expect(() => mutated("aa", mutant)).toThrow("stands 2 times");
  });
});

describe("a build", () => {
  it.each(["node", "memory"] as const)(
    "of %s without a fault works like the product",
    async (provider) => {
      const { packageRoot, providerModule } = known(
        await buildMutant(undefined, { root, provider }),
      );
      expect(await readdir(packageRoot)).toEqual(
        expect.arrayContaining(["conformance", "dist", "package.json"]),
      );
      expect(await namesOf(packageRoot, providerModule)).toEqual([
        "ListeningSocket",
        "listening",
        "created",
      ]);
    },
  );

  it("has the fault in the provider, and leaves the sources alone", async () => {
    const mutant = sample("accept-reversed");
    const before = textOf(mutant.file);
    const { providerModule } = known(
      await buildMutant(mutant, { root, provider: "memory" }),
    );
    expect(readFileSync(providerModule, "utf8")).toContain(
      "this.#arrived.pop()",
    );
    expect(textOf(mutant.file)).toBe(before);
  });

  it("has the fault in the classes, which the provider then uses", async () => {
    const { packageRoot, providerModule } = known(
      await buildMutant(sample("class-throws-at-once"), {
        root,
        provider: "memory",
      }),
    );
    await expect(calledEarly(packageRoot, providerModule)).resolves.toBe(
      "thrown",
    );
    const sound = known(
      await buildMutant(undefined, { root, provider: "memory" }),
    );
    await expect(
      calledEarly(sound.packageRoot, sound.providerModule),
    ).resolves.toBe("rejected");
  });

  it("of an emitted package has what the original says of itself", async () => {
    const { table } = compile("test/emitted/tables/storage.yaml", textOf);
    if (table === undefined) throw new Error("the table has errors");
    const original = emit(table);
    const files = new Map(original).set("conformance/table.json", "{}\n");
    const { packageRoot } = known(await buildEmitted(files, original, root));
    const { href } = pathToFileURL(`${packageRoot}/dist/index.js`);
    const module: object = await import(href);
    expect(Object.keys(module)).toContain("createStore");
    expect(readFileSync(`${packageRoot}/conformance/table.json`, "utf8")).toBe(
      original.get("conformance/table.json"),
    );
  });
});

type Loaded = Readonly<Record<string, (...args: unknown[]) => unknown>>;

async function load(path: string): Promise<Loaded> {
  return import(pathToFileURL(path).href);
}

/** A listening socket of what was built. */
async function listening(
  packageRoot: string,
  providerModule: string,
): Promise<object> {
  const { register } = await load(`${packageRoot}/dist/index.js`);
  const { provider } = await load(providerModule);
  const registration = Object(register?.(provider?.()));
  const wsk = Object(await registration.captureProviderNPI());
  return Object(await wsk.socket("listening"));
}

async function namesOf(
  packageRoot: string,
  providerModule: string,
): Promise<readonly unknown[]> {
  const socket = await listening(packageRoot, providerModule);
  return [
    socket.constructor.name,
    Reflect.get(socket, "category"),
    Reflect.get(socket, "state"),
  ];
}

/** How a call fails that is not legal yet. */
async function calledEarly(
  packageRoot: string,
  providerModule: string,
): Promise<string> {
  const socket = Object(await listening(packageRoot, providerModule));
  try {
    return await socket.accept().then(
      () => "accepted",
      () => "rejected",
    );
  } catch {
    return "thrown";
  }
}
