import { join } from "node:path";
import { pathToFileURL } from "node:url";
import prettier from "prettier";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { emitted, LONG, PackageFolder, tables } from "./packages.ts";

describe.each(tables)("the package of %s", (path) => {
  const files = emitted(path);

  it("needs no formatter", async () => {
    const changed: string[] = [];
    for (const [name, text] of files) {
      const fine = await prettier.check(text, { filepath: name });
      if (!fine) changed.push(name);
    }
    expect(files.size).toBeGreaterThan(25);
    expect(changed).toEqual([]);
  });

  it(
    "compiles, and what must not compile does not",
    async ({ onTestFinished }) => {
      const folder = await PackageFolder.of(files);
      onTestFinished(() => folder.remove());
      expect(await folder.complaintsOf("typescript-7")).toBe("");
    },
    LONG,
  );

  it("comes out the same twice", () => {
    expect([...emitted(path)]).toEqual([...files]);
  });
});

describe("hostile texts", () => {
  it("stay comments and strings", () => {
    const files = emitted("test/emitted/tables/torture.yaml");
    const code = [...files]
      .filter(([path]) => path.endsWith(".ts"))
      .map(([, text]) => text.replace(/\/\*[\s\S]*?\*\//g, ""))
      .join("\n");
    expect(code).not.toContain("globalThis");
    expect([...files.values()].join("\n")).toContain("globalThis");
  });
});

describe("a table without a factory function of its own", () => {
  let folder: PackageFolder | undefined;
  /** The package of the storage table, loaded. */
  let storage: Readonly<Record<string, (...args: unknown[]) => unknown>> = {};

  beforeAll(async () => {
    folder = await PackageFolder.of(
      emitted("test/emitted/tables/storage.yaml"),
    );
    const entry = join(folder.path, "src/index.ts");
    storage = await import(pathToFileURL(entry).href);
  });

  afterAll(async () => {
    await folder?.remove();
  });

  const provider = (watch: unknown): object => ({
    durable: () => ({ open: () => {}, close: () => {}, watch }),
  });

  it("gets one, which checks what it is given", () => {
    const create = storage["createStore"];
    expect(() => create?.(provider(undefined), "none", {})).toThrow(
      expect.objectContaining({ status: "invalid" }),
    );
    expect(() => create?.(provider(undefined), "durable", 5)).toThrow(
      expect.objectContaining({ status: "invalid" }),
    );
    expect(create?.(provider(undefined), "durable")).toMatchObject({
      category: "durable",
      state: "created",
    });
  });

  it("asks the provider for what the table leaves to it", async () => {
    const supported = async (watch: unknown): Promise<unknown[]> => {
      const store = storage["createStore"]?.(provider(watch), "durable");
      const call = (name: string, ...args: unknown[]): unknown =>
        storage["invoke"]?.(store, name, ...args);
      const early = await failure(call("watch", stream()));
      await call("open", "path");
      const open = await failure(call("watch", stream()));
      return [storage["supports"]?.(store, "watch"), early, open];
    };
    expect(await supported(undefined)).toEqual([
      false,
      "wrongState",
      "unsupported",
    ]);
    expect(await supported(() => Promise.resolve())).toEqual([
      true,
      "wrongState",
      undefined,
    ]);
  });
});

async function* stream(): AsyncGenerator<never, void> {}

/** The status that a call fails with. */
async function failure(result: unknown): Promise<unknown> {
  return Promise.resolve(result).then(
    () => undefined,
    (error: { readonly status: unknown }) => error.status,
  );
}
