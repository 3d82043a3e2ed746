/** All groups of figures, by the order in which they are measured. @module */

/**
 * A group is a program of its own, for it decides about its process. It writes `bench/results/NAME.json`, and its
 * part of a page between the markers of its sections. A new one is a line here, and a script in `package.json`.
 */
export interface Group {
  readonly name: string;
  readonly title: string;
  /** The npm script that builds what it needs, and runs it. */
  readonly script: string;
  /** The options of a look. In its environment `BENCH_QUICK` says the same. */
  readonly quick: readonly string[];
  /** What its markers in the pages are called. */
  readonly sections: readonly string[];
}

export const GROUPS: readonly Group[] = [
  {
    name: "generator",
    title: "The generator",
    script: "bench:generator",
    quick: ["--quick"],
    sections: ["generator"],
  },
  {
    name: "emitted",
    title: "The emitted code",
    script: "bench:emitted",
    quick: [],
    sections: ["emitted", "sizes"],
  },
  {
    name: "types",
    title: "Type checking",
    script: "bench:types",
    quick: ["--rounds", "1", "--categories", "100"],
    sections: ["types"],
  },
  {
    name: "sockets",
    title: "The sockets",
    script: "bench:sockets",
    quick: ["--only", "bulk 1", "--rounds", "1"],
    sections: ["sockets"],
  },
];
