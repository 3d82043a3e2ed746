/** What `generate` says to people. @module */
import type { Generated, GeneratedPackage } from "./generate.ts";
import { visible } from "../terminal/io.ts";
import { mendCommand } from "./mend.ts";
import { count, printDiff, type Printer } from "./printer.ts";
import type { Refusal } from "../output/ownership.ts";
import type { TargetArguments } from "./targets.ts";

/** Prints what was done, or why nothing was. */
export async function reportGenerated(
  result: Generated,
  given: TargetArguments,
  printer: Printer,
): Promise<void> {
  for (const { output } of result.recovered)
    printer.err.line(
      `${visible(output)}: a run of captable had been cut off while it was writing; its work has been finished.`,
    );
  if (!result.ok) {
    await reportRefusals(result, given, printer);
    printer.err.line("Nothing was written.");
    return;
  }
  for (const it of result.packages) {
    printer.out.line(summary(it, printer));
    warnOfForeign(it, printer);
  }
}

function summary(it: GeneratedPackage, { out }: Printer): string {
  const { written, unchanged, deleted } = it;
  const files = count(written.length + unchanged.length, "file");
  const counts = [
    `${written.length} written`,
    `${unchanged.length} unchanged`,
    `${deleted.length} deleted`,
  ].join(", ");
  const time = out.colors.dim(`(${(it.milliseconds / 1000).toFixed(2)} s)`);
  return `${out.colors.bold(visible(it.package.output))}  ${files}: ${counts}  ${time}`;
}

function warnOfForeign(it: GeneratedPackage, { err }: Printer): void {
  const foreign = it.inspection?.foreign ?? [];
  if (foreign.length === 0) return;
  const { output } = it.package;
  err.line(
    `${err.colors.yellow("warning")}: ${visible(output)} holds ${count(foreign.length, "file")} that captable did not write, or that was edited:`,
  );
  for (const path of foreign) err.line(`  ${visible(`${output}/${path}`)}`);
  err.line(
    'They were left as they are. "captable check" will report them: move them to another folder.',
  );
}

async function reportRefusals(
  { packages }: Generated,
  given: TargetArguments,
  printer: Printer,
): Promise<void> {
  const reasons = new Set<Refusal["reason"]>();
  for (const it of packages)
    for (const refusal of it.refused) {
      reasons.add(refusal.reason);
      await reportRefusal(it, refusal, printer);
    }
  if (reasons.has("edited") || reasons.has("foreign")) {
    printer.err.line(
      "Move what you want to keep into the table or to another folder; or overwrite it:",
    );
    printer.err.line(`  ${mendCommand(given, true)}`);
  }
  if (reasons.has("occupied")) {
    printer.err.line(
      "Name another output; or have the package written beside what is there:",
    );
    printer.err.line(`  ${mendCommand(given, true)}`);
  }
  if (reasons.has("obstacle"))
    printer.err.line("Move away what is in the way: captable does not.");
}

async function reportRefusal(
  it: GeneratedPackage,
  refusal: Refusal,
  { err }: Printer,
): Promise<void> {
  const { output } = it.package;
  const path = `${output}/${refusal.path}`;
  const hasManifest = it.inspection?.hasManifest === true;
  const why = whyRefused(refusal, output, hasManifest);
  err.line(`${err.colors.red("error")}: ${visible(`${path} ${why}`)}`);
  if (refusal.before !== undefined && refusal.after !== undefined) {
    const { unifiedDiff } = await import("../output/diff.ts");
    const from = { label: `${path} (from the table)`, text: refusal.after };
    const to = { label: `${path} (on disk)`, text: refusal.before };
    printDiff(err, unifiedDiff(from, to));
  }
  err.line();
}

function whyRefused(
  { reason, blocker }: Refusal,
  output: string,
  hasManifest: boolean,
): string {
  if (reason === "edited")
    return "has been edited since captable wrote it; writing it would lose the edit";
  if (reason === "occupied")
    return `is not captable's, and neither is anything else in ${output}: it may be the wrong folder`;
  if (reason === "obstacle")
    return blocker === undefined
      ? "cannot be written: there is a folder of that name"
      : `cannot be written: ${output}/${blocker} is in the way`;
  return hasManifest
    ? "is in the way of a generated file, and captable did not write it"
    : "is in the way of a generated file; captable.manifest.json is missing or damaged, so nothing shows who wrote it";
}
