/** What `check` says to people. @module */
import type { Change } from "../output/plan.ts";
import type { Checked, CheckedPackage } from "./check.ts";
import { visible } from "../terminal/io.ts";
import { mendingOf } from "./mend.ts";
import { count, printDiff, type Printer } from "./printer.ts";
import type { TargetArguments } from "./targets.ts";

/** Prints every file that is not as the table gives it, and the command that mends it. */
export async function reportChecked(
  result: Checked,
  given: TargetArguments,
  showDiff: boolean,
  printer: Printer,
): Promise<void> {
  for (const it of result.packages) reportPackage(it, printer);
  const checked = result.packages.filter((it) => it.inspection !== undefined);
  if (showDiff)
    for (const it of checked)
      for (const change of it.drift) await reportDiff(it, change, printer);
  const stale = checked.filter(
    ({ drift, interrupted }) => interrupted || drift.length > 0,
  );
  if (stale.length > 0) reportMending(stale, given, printer);
}

function reportPackage(it: CheckedPackage, { out }: Printer): void {
  const { bold, green, red, yellow } = out.colors;
  const { output } = it.package;
  const name = bold(visible(output));
  if (it.inspection === undefined) {
    const table = visible(it.package.table);
    out.line(`${name}  ${red("not checked")}: ${table} has errors`);
    return;
  }
  if (it.interrupted)
    out.line(
      `${name}  ${red("stale")}: a run of captable was cut off while it was writing; the next one clears up after it`,
    );
  else if (it.drift.length === 0) {
    const files = count(it.inspection.changes.length, "file");
    out.line(`${name}  ${green("fresh")} (${files})`);
  }
  if (it.drift.length === 0) return;
  const kinds = (["missing", "changed", "extra"] as const).flatMap((kind) => {
    const number = it.drift.filter((change) => change.kind === kind).length;
    return number === 0 ? [] : `${number} ${kind}`;
  });
  out.line(`${name}  ${red("stale")}: ${kinds.join(", ")}`);
  for (const { path, kind } of it.drift)
    out.line(`  ${yellow(kind.padEnd(7))}  ${visible(`${output}/${path}`)}`);
}

async function reportDiff(
  it: CheckedPackage,
  { path, kind, modeOnly, before, after }: Change,
  { out }: Printer,
): Promise<void> {
  if (kind !== "changed" || before === undefined || after === undefined) return;
  if (modeOnly) {
    out.line();
    out.line(
      `${visible(`${it.package.output}/${path}`)} may be run as a program: only its mode differs.`,
    );
    return;
  }
  const { unifiedDiff } = await import("../output/diff.ts");
  const shown = `${it.package.output}/${path}`;
  const from = { label: `${shown} (on disk)`, text: before };
  const to = { label: `${shown} (from the table)`, text: after };
  out.line();
  printDiff(out, unifiedDiff(from, to));
}

function reportMending(
  stale: readonly CheckedPackage[],
  given: TargetArguments,
  { out }: Printer,
): void {
  const inspections = stale.flatMap(({ inspection }) => inspection ?? []);
  const refused = inspections.flatMap(({ refusals }) => refusals);
  const { writes, overwrites, command } = mendingOf(stale, given);
  out.line();
  if (refused.some(({ reason }) => reason === "obstacle"))
    out.line("What is in the way of a generated file has to be moved away.");
  if (inspections.some(({ foreign }) => foreign.length > 0))
    out.line(
      "Extra files that captable did not write have to be moved to another folder.",
    );
  if (overwrites)
    out.line(
      "Some files were edited or are not captable's own. Move what you want to keep; --force overwrites the rest.",
    );
  if (writes) out.line(`To mend it: ${command}`);
}
