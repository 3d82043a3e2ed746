/** What a run found, one by one: for formats that tell of places rather than of packages. @module */
import { resolve } from "node:path";
import type { Checked, CheckedPackage } from "../check.ts";
import type { Generated, GeneratedPackage } from "../generate.ts";
import { isWithin, shownFrom } from "../paths.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Io } from "../../terminal/io.ts";
import { mendCommand, mendingOf } from "../mend.ts";
import type { Package } from "../packages.ts";
import type { Refusal } from "../../output/ownership.ts";
import type { TargetArguments } from "../targets.ts";

/** The kinds of what can be wrong with a file of a package, with what each means. */
export const FILE_RULES = {
  "drift-missing": "A generated file is missing.",
  "drift-changed": "A generated file is not as the table gives it.",
  "drift-extra": "A file in the package is not one that the table gives.",
  interrupted: "A run was cut off while it was writing the package.",
  "file-edited": "A generated file was edited, and has been spared.",
  "file-foreign": "A file that captable did not write stands in the way.",
  "file-occupied": "The folder holds files, and nothing that captable wrote.",
  "file-obstacle": "Something stands in the way that captable cannot replace.",
} as const;

export type FileRule = keyof typeof FILE_RULES;

/** One thing about one file. */
export interface FileFinding {
  readonly rule: FileRule;
  readonly severity: "error" | "warning";
  /** Relative to the folder in which captable runs. */
  readonly path: string;
  readonly message: string;
  readonly help: string;
}

/** A diagnostic, and why the table accepts it, if it does. */
export interface TableFinding {
  readonly diagnostic: Diagnostic;
  readonly accepted?: string;
}

/** Every diagnostic once, also one in a file that several tables import. */
export function tableFindings(
  packages: readonly { readonly package: Package }[],
): readonly TableFinding[] {
  const findings = new Map<string, TableFinding>();
  for (const { compiled } of packages.map((it) => it.package)) {
    for (const diagnostic of compiled.diagnostics)
      findings.set(JSON.stringify(diagnostic), { diagnostic });
    for (const { diagnostic, reason } of compiled.accepted)
      findings.set(JSON.stringify([diagnostic, reason]), {
        diagnostic,
        accepted: reason,
      });
  }
  return [...findings.values()];
}

/** The stale files of a check. */
export function driftFindings(
  result: Checked,
  given: TargetArguments,
): readonly FileFinding[] {
  const { command } = mendingOf(result.packages, given);
  return result.packages.flatMap((it) => [
    ...(it.interrupted ? [interruption(it, command)] : []),
    ...it.drift.flatMap(({ path, kind }): readonly FileFinding[] => {
      if (kind === "same") return [];
      const rule = `drift-${kind}` as const;
      return [
        {
          rule,
          severity: "error",
          path: `${it.package.output}/${path}`,
          message: FILE_RULES[rule],
          help: helpFor(it, path, command),
        },
      ];
    }),
  ]);
}

function interruption(it: CheckedPackage, command: string): FileFinding {
  return {
    rule: "interrupted",
    severity: "error",
    path: it.package.table,
    message: `${FILE_RULES.interrupted} (${it.package.output})`,
    help: `run: ${command}`,
  };
}

function helpFor(it: CheckedPackage, path: string, command: string): string {
  const refusal = it.inspection?.refusals.find((one) => one.path === path);
  if (refusal?.reason === "obstacle") return "move away what is in the way";
  if (it.inspection?.foreign.includes(path) === true)
    return "captable did not write it: move it to another folder";
  return `run: ${command}`;
}

/** The files that kept a run from writing. */
export function refusalFindings(
  result: Generated,
  given: TargetArguments,
): readonly FileFinding[] {
  return result.packages.flatMap((it) =>
    it.refused.map((refusal) => refusalFinding(it, refusal, given)),
  );
}

function refusalFinding(
  it: GeneratedPackage,
  { path, reason }: Refusal,
  given: TargetArguments,
): FileFinding {
  const rule = `file-${reason}` as const;
  return {
    rule,
    severity: "error",
    path: `${it.package.output}/${path}`,
    message: `${FILE_RULES[rule]} Nothing was written.`,
    help: helpForRefusal(reason, mendCommand(given, true)),
  };
}

function helpForRefusal(reason: Refusal["reason"], command: string): string {
  if (reason === "obstacle") return "move away what is in the way";
  if (reason === "occupied")
    return `name another output, or have the package written beside them: ${command}`;
  return `move what you want to keep, or overwrite it: ${command}`;
}

/** From a path as captable shows it to one that counts from the checkout, where machines look for it. */
export function fromCheckout({ cwd, env }: Io, path: string): string {
  const root = env["GITHUB_WORKSPACE"];
  if (root === undefined || root === "" || !isWithin(root, cwd)) return path;
  return shownFrom(resolve(root), resolve(cwd, path));
}
