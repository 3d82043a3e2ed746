/** Lines of a terminal. @module */
import stringWidth from "string-width";

/** Rows as lines; the first column is set to the left, all others to the right. */
export function columns(
  rows: readonly (readonly string[])[],
): readonly string[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, column) =>
    Math.max(...rows.map((row) => stringWidth(row[column] ?? ""))),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const space = " ".repeat((widths[column] ?? 0) - stringWidth(cell));
        return column === 0 ? cell + space : space + cell;
      })
      .join("  ")
      .trimEnd(),
  );
}

export function indented(text: string): string {
  return text
    .split("\n")
    .map((row) => (row === "" ? "" : `  ${row}`))
    .join("\n");
}

/** As much of a line as fits. */
export function clipped(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let kept = "";
  for (const character of text) {
    if (stringWidth(kept + character) > width - 1) break;
    kept += character;
  }
  return `${kept}…`;
}
