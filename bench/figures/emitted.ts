/** The README's figures of the emitted code: how much a page has to load. @module */
import type { ReportTable } from "../report/table.ts";
import { at, type Fields, list, number, text } from "./read.ts";

export function emittedFigures(results: unknown): ReportTable | undefined {
  const bundles = list(at(results, "bundles"));
  const rows = bundles.flatMap((it) => rowOf(it) ?? []);
  return rows.length === 0
    ? undefined
    : {
        title: "What a page loads of the Winsock Kernel's package, in bytes",
        columns: ["", "minified", "and gzipped"],
        rows,
      };
}

/** The row of a bundle, or of the same bundle by another bundler. */
function rowOf(bundle: Fields): readonly (readonly string[])[] | undefined {
  const name = text(bundle["name"]);
  const minified = number(bundle["minified"]);
  const gzipped = number(bundle["gzipped"]);
  const bundler = text(bundle["bundler"]);
  if (name === undefined || minified === undefined || gzipped === undefined)
    return undefined;
  const by = bundler === undefined ? "" : `, by ${bundler}`;
  return [
    [
      `${name}${by}`,
      minified.toLocaleString("en"),
      gzipped.toLocaleString("en"),
    ],
  ];
}
