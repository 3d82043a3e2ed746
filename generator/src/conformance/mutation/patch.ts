/** Faults that no table can express: changes of an emitted package's text. @module */
import type { Change, Files } from "./mutation.ts";

/** One text for another; the old one must be there exactly so many times. */
export interface Edit {
  readonly path: string;
  readonly find: string;
  readonly replace: string;
  /** Once, if nothing is said. */
  readonly times?: number;
}

/** Makes edits one after the other. */
export function edits(...all: readonly Edit[]): Change {
  return { by: "patch", patch: (files) => all.reduce(edited, files) };
}

/** Adds statements behind a module's own: what they change, they change when the module is loaded. */
export function appendix(path: string, name: string, code: string): Change {
  return {
    by: "patch",
    patch: (files) => {
      const text = textOf(files, path);
      if (
        !new RegExp(`^export (?:abstract )?class ${name}\\b`, "m").test(text)
      ) {
        throw new Error(`${path} has no class ${name}`);
      }
      return new Map(files).set(path, `${text}\n${code}\n`);
    },
  };
}

function textOf(files: Files, path: string): string {
  const text = files.get(path);
  if (text === undefined) throw new Error(`the package has no ${path}`);
  return text;
}

function edited(files: Files, edit: Edit): Files {
  const { path, find, replace, times = 1 } = edit;
  const parts = textOf(files, path).split(find);
  if (parts.length !== times + 1) {
    throw new Error(
      `${path}: "${find}" stands there ${parts.length - 1} times`,
    );
  }
  return new Map(files).set(path, parts.join(replace));
}
