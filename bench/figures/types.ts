/** The README's figures of type checking: a program that uses the generated package, beside one by hand. @module */
import { digits } from "../report/format.ts";
import type { ReportTable } from "../report/table.ts";
import { at, list, number, text } from "./read.ts";

export function typeFigures(results: unknown): ReportTable | undefined {
  const rows = list(at(results, "rows")).flatMap((it) => {
    const compiler = text(it["compiler"]);
    const ratio = number(at(it, "cpu", "median"));
    const byHand = it["subject"] === "by hand";
    return byHand && compiler !== undefined && ratio !== undefined
      ? [[compiler, digits(ratio)]]
      : [];
  });
  return rows.length === 0
    ? undefined
    : {
        title:
          "Processor time to check a program that uses a package of 1,000 categories, times that with the same by hand (below 1 captable is faster)",
        columns: ["", "captable"],
        rows,
      };
}
