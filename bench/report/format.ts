/** Figures as they are printed. @module */
import type { Summary } from "../measure/statistics.ts";
import type { ReportTable } from "./table.ts";

/** A ratio, and between what the middle half of the rounds was. */
export function ratioText({ median, low, high }: Summary): string {
  return `${digits(median)} (${digits(low)}–${digits(high)})`;
}

/** Three digits that count, and none more than that. */
export function digits(value: number): string {
  return value >= 100 ? String(Math.round(value)) : value.toPrecision(3);
}

/** A table in Markdown, laid out as Prettier does. */
export function markdownOf({ title, columns, rows }: ReportTable): string {
  const widths = columns.map((column, at) =>
    Math.max(...[columns, ...rows].map((row) => (row[at] ?? column).length), 3),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ")} |`;
  const rule = widths.map((width) => "-".repeat(width));
  return [
    `**${title}**`,
    "",
    line(columns),
    line(rule),
    ...rows.map(line),
  ].join("\n");
}

/** A table of texts that have no bars in them; the first column is text, and all others are figures. */
export function tableOf(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const rule = head.map((_, column) => (column === 0 ? "---" : "--:"));
  return [head, rule, ...rows]
    .map((row) => `| ${row.join(" | ")} |`)
    .join("\n");
}
