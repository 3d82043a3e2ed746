/** For people: findings to one stream, complaints to the other. @module */
import type { Package } from "../packages.ts";
import { createPrinter, type Printer } from "../printer.ts";
import { reportChecked } from "../report-check.ts";
import { reportDiagnostics } from "../report-diagnostics.ts";
import { reportGenerated } from "../report-generate.ts";
import type { Format, Run } from "./format.ts";

export const text: Format = {
  async generated(result, run) {
    const printer = await printerOf(result.packages, run);
    await reportGenerated(result, run.given, printer);
  },
  async checked(result, run) {
    const printer = await printerOf(result.packages, run);
    await reportChecked(result, run.given, run.diff, printer);
  },
  failed(failure, io) {
    io.stderr.write(failure.text);
    return Promise.resolve();
  },
};

/** The printer of the run, after it has printed what is to be said of the tables. */
async function printerOf(
  packages: readonly { readonly package: Package }[],
  { io, load, color }: Run,
): Promise<Printer> {
  const printer = createPrinter(io, color);
  const all = packages.map((it) => it.package);
  await reportDiagnostics(all, load, printer);
  return printer;
}
