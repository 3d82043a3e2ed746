/** A run in this process: the same verdicts, as far as a process can judge itself. */
import { createServer, type Server } from "node:net";
import { describe, expect, it } from "vitest";
import type { Opened } from "../../src/conformance/subject.ts";
import {
  KitFolder,
  kinds,
  PROVIDER,
  verdictOf,
  type FakeTest,
} from "./kit-folder.ts";

class Failure extends Error {
  override readonly name = "Failure";
}

/** Given the test's context, what is not claimed, and the table that the test was planned from. */
type Act = (context?: unknown, missing?: unknown, table?: unknown) => unknown;

/** A subject of this process, and how often it has been opened and closed. */
class Lamp {
  opened = 0;
  closed = 0;
  readonly name = "lamp in this process";
  readonly #acts: Readonly<Record<string, Act>>;

  constructor(acts: Readonly<Record<string, Act>> = {}) {
    this.#acts = acts;
  }

  open(): Opened {
    this.opened += 1;
    const act = (name: string, ...given: Parameters<Act>): unknown =>
      this.#acts[name]?.(...given);
    return {
      provider: { act },
      close: () => {
        this.closed += 1;
        this.#acts["close"]?.();
      },
    };
  }
}

const tests: readonly FakeTest[] = [
  { id: "shape/a" },
  { id: "shape/b", act: "it", clause: "Lamp.Light" },
  { id: "shape/c" },
];

describe("a run in this process", () => {
  it("opens a subject for each test, and closes it", async () => {
    const provider = new Lamp();
    const result = await new KitFolder(tests).run({ provider });
    expect(kinds(result)).toEqual([
      "pass shape/a",
      "pass shape/b",
      "pass shape/c",
    ]);
    expect(result.isolation).toBe("none");
    expect(result.provider).toBe("lamp in this process");
    expect(provider).toMatchObject({ opened: 3, closed: 3 });
  });

  it("closes it also after a failure", async () => {
    const provider = new Lamp({
      it: () => {
        throw new Failure("dark");
      },
    });
    const result = await new KitFolder(tests).run({ provider });
    expect(kinds(result)).toEqual([
      "pass shape/a",
      "fail shape/b",
      "pass shape/c",
    ]);
    expect(verdictOf(result, "shape/b").message).toBe(
      "dark [clause Lamp.Light]",
    );
    expect(provider.closed).toBe(3);
  });

  it("fails a test whose closing fails", async () => {
    let closings = 0;
    const close = (): void => {
      closings += 1;
      if (closings === 2) throw new Failure("hot");
    };
    const result = await new KitFolder(tests).run({
      provider: new Lamp({ close }),
    });
    expect(kinds(result)).toEqual([
      "pass shape/a",
      "fail shape/b",
      "pass shape/c",
    ]);
    expect(verdictOf(result, "shape/b").message).toContain("caused by hot");
  });

  it("does not wait for ever", async () => {
    const provider = new Lamp({ it: () => new Promise(() => undefined) });
    const limits = { test: 500 };
    const result = await new KitFolder(tests).run({ provider, limits });
    expect(kinds(result)).toEqual([
      "pass shape/a",
      "timeout shape/b",
      "pass shape/c",
    ]);
  });

  it("can be had of a module too", async () => {
    const result = await new KitFolder(tests).run({
      provider: PROVIDER,
      isolation: "none",
      ids: ["shape/a"],
    });
    expect(kinds(result)).toEqual(["pass shape/a"]);
    expect(result.isolation).toBe("none");
  });

  it("gives a test the very table that it was planned from", async () => {
    const given: boolean[] = [];
    const it: Act = (context, _missing, table) => {
      given.push(Reflect.get(Object(context), "table") === table);
    };
    await new KitFolder(tests).run({ provider: new Lamp({ it }) });
    expect(given).toEqual([true]);
  });

  it("sees what is left behind", async () => {
    const servers: Server[] = [];
    const serve = (): Promise<void> =>
      new Promise((resolve) => {
        servers.push(createServer().listen(0, "127.0.0.1", resolve));
      });
    const withExit = [...tests, { id: "leak/exit" }];
    const limits = { must: 500 };
    const clean = await new KitFolder(withExit).run({
      provider: new Lamp(),
      limits,
    });
    expect(kinds(clean)).toContain("pass leak/exit");
    const provider = new Lamp({ it: serve });
    const result = await new KitFolder(withExit).run({ provider, limits });
    for (const server of servers) server.close();
    expect(verdictOf(result, "leak/exit").message).toBe(
      "left after the last test: TCPServerWrap",
    );
  });
});
