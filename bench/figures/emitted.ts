/** The README's figures of the emitted code: how fast its guards are, and how much a page has to load. @module */
import { digits } from "../report/format.ts";
import type { ReportTable } from "../report/table.ts";
import { at, type Fields, list, number, text } from "./read.ts";

export function guardFigures(results: unknown): ReportTable | undefined {
  const guards = list(at(results, "guards", "oneKind"));
  const rows = guards.flatMap((it) => {
    const name = text(it["name"]);
    const ratio = number(at(it, "ratio", "median"));
    const telling = name?.startsWith("guard, depth") === true;
    return telling && ratio !== undefined ? [[name, digits(ratio)]] : [];
  });
  return rows.length === 0
    ? undefined
    : {
        title:
          "The time of a check, times that of the faster of `#brand in value` and `WeakSet.has` (1 is the limit)",
        columns: ["", "captable"],
        rows,
      };
}

export function sizeFigures(results: unknown): ReportTable | undefined {
  const bundles = list(at(results, "bundles"));
  const rows = bundles.flatMap(sizeRows);
  return rows.length === 0
    ? undefined
    : {
        title: "What a page loads of the Winsock Kernel's package, in bytes",
        columns: ["", "minified", "and gzipped"],
        rows,
      };
}

function sizeRows(bundle: Fields): readonly (readonly string[])[] {
  const name = text(bundle["name"]);
  const minified = number(bundle["minified"]);
  const gzipped = number(bundle["gzipped"]);
  const bundler = text(bundle["bundler"]);
  if (name === undefined || minified === undefined || gzipped === undefined)
    return [];
  const by = bundler === undefined ? "" : `, by ${bundler}`;
  return [
    [
      `${name}${by}`,
      minified.toLocaleString("en"),
      gzipped.toLocaleString("en"),
    ],
  ];
}
