/** Figures as they are printed. @module */
import type { Summary } from "../measure/statistics.ts";
import type { ReportTable } from "./result.ts";

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

/** Puts a text between the markers of a name. */
export function between(page: string, name: string, text: string): string {
  const begin = `<!-- bench ${name}: begin -->`;
  const end = `<!-- bench ${name}: end -->`;
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from < 0 || to < from)
    throw new Error(`the page has no place for the figures of ${name}`);
  return `${page.slice(0, from + begin.length)}\n\n${text}\n\n${page.slice(to)}`;
}
