/** What a worker is asked, and what it answers. @module */
import type { MessagePort } from "node:worker_threads";
import type { EmittedFile } from "../../emit/emit.ts";
import type { Outline } from "../../outline/outline.ts";
import type { CompiledTable } from "../compile-table.ts";
import type { Target } from "../targets.ts";

/** One table, and all packages that are made of it. */
export interface Task {
  readonly targets: readonly Target[];
  readonly cwd: string;
}

/** The table, compiled; whatever has to be written of its packages has been verified. */
export interface Answer {
  readonly compiled: CompiledTable;
  /** The files that had to be verified for it. */
  readonly verified: ReadonlySet<string>;
}

/** One table, of which the files are wanted as soon as they are there. */
export interface RelayTask {
  readonly target: Target;
  readonly cwd: string;
  readonly port: MessagePort;
}

/** What comes through the port, in this order. Of a table with an error, nothing but the end. */
export type Relayed =
  | { readonly kind: "outline"; readonly outline: Outline }
  | { readonly kind: "file"; readonly file: EmittedFile }
  | { readonly kind: "end" };
