import { describe, expect, it } from "vitest";
import { FILES, Workspace, type Outcome } from "../workspace.ts";

const WATCHING = /Watching (\d+) files?\. Ctrl-C ends it\.\n/;

/** A project that is being watched. */
class Watched {
  readonly project: Workspace;
  readonly outcome: Promise<Outcome>;
  end: () => void = () => undefined;
  #printed = "";
  #seen: () => void = () => undefined;

  constructor(project: Workspace, ...options: readonly string[]) {
    this.project = project;
    const ended = new Promise<void>((end) => (this.end = end));
    const printed = (text: string): void => {
      this.#printed += text;
      this.#seen();
    };
    this.outcome = project.run(["generate", "--watch", ...options], {
      ended: () => ended,
      printed,
    });
  }

  /** What a round prints, up to where it waits again. */
  async round(change: () => void = () => undefined): Promise<string> {
    change();
    for (;;) {
      const end = WATCHING.exec(this.#printed);
      if (end !== null) {
        const text = this.#printed.slice(0, end.index + end[0].length);
        this.#printed = this.#printed.slice(text.length);
        return text;
      }
      await new Promise<void>((seen) => (this.#seen = seen));
    }
  }

  /** Ends it, and gives the exit code. */
  async stop(): Promise<number> {
    this.end();
    return (await this.outcome).code;
  }
}

function project(): Workspace {
  const it = new Workspace({
    a: { files: FILES, imports: ["spec/part.yaml"] },
    b: { files: FILES },
  });
  it.write("spec/part.yaml", "1");
  return it;
}

const MORE = { ...FILES, "src/two.ts": "export const two = 2;\n" };

describe("generate --watch", () => {
  it("generates, and again after every change, until it is ended", async () => {
    const watched = new Watched(project());
    expect(await watched.round()).toContain("out/a  3 files: 3 written");
    const table = await watched.round(() =>
      watched.project.table("b", { files: MORE }),
    );
    expect(table).toContain("Changed: spec/b.yaml\n");
    expect(table).toContain("out/b  4 files: 2 written, 2 unchanged");
    const part = await watched.round(() =>
      watched.project.write("spec/part.yaml", "2"),
    );
    expect(part).toContain("Changed: spec/part.yaml\n");
    expect(part).toContain("out/a  3 files: 1 written, 2 unchanged");
    expect(await watched.stop()).toBe(0);
    expect((await watched.project.run(["check"])).code).toBe(0);
  });

  it("goes on after errors, and with a table that is away for a while", async () => {
    const watched = new Watched(project());
    await watched.round();
    const wrong = await watched.round(() =>
      watched.project.table("a", { errors: ["no good"] }),
    );
    expect(wrong).toContain("error: no good");
    expect(wrong).toContain("Nothing was written.");
    const gone = await watched.round(() =>
      watched.project.remove("spec/a.yaml"),
    );
    expect(gone).toContain("error: there is no table spec/a.yaml");
    const back = await watched.round(() =>
      watched.project.table("a", { files: MORE }),
    );
    expect(back).toContain("out/a  4 files: 2 written, 2 unchanged");
    expect(await watched.stop()).toBe(0);
  });

  it("watches what is imported now, also what is not there yet", async () => {
    const watched = new Watched(project());
    expect(await watched.round()).toContain("Watching 3 files");
    const imports = ["spec/new/other.yaml"];
    await watched.round(() =>
      watched.project.table("a", { files: FILES, imports }),
    );
    const other = await watched.round(() =>
      watched.project.write("spec/new/other.yaml", "1"),
    );
    expect(other).toContain("Changed: spec/new/other.yaml\n");
    // This one is not watched any more: the next round is about the other.
    watched.project.write("spec/part.yaml", "2");
    const next = await watched.round(() =>
      watched.project.write("spec/new/other.yaml", "2"),
    );
    expect(next).toContain("Changed: spec/new/other.yaml\n");
    expect(await watched.stop()).toBe(0);
  });

  it("does nothing if a file is written as it was", async () => {
    const watched = new Watched(project());
    await watched.round();
    watched.project.write("spec/part.yaml", "1");
    const next = await watched.round(() =>
      watched.project.table("b", { files: MORE }),
    );
    expect(next).toContain("Changed: spec/b.yaml\n");
    expect(await watched.stop()).toBe(0);
  });

  it("takes what changes at once for one change", async () => {
    const watched = new Watched(project());
    await watched.round();
    const both = await watched.round(() => {
      watched.project.table("a", { files: MORE });
      watched.project.table("b", { files: MORE });
    });
    expect(both).toContain("Changed: spec/a.yaml, spec/b.yaml\n");
    expect(await watched.stop()).toBe(0);
  });

  it("is for people, and refuses a wrong call at once", async () => {
    const it = project();
    const json = await it.run(["generate", "--watch", "--json"]);
    expect(json.code).toBe(2);
    expect(json.stderr).toContain("--watch tells people");
    const none = await it.run(["generate", "spec/x.yaml", "--watch"]);
    expect(none.code).toBe(2);
  });
});
