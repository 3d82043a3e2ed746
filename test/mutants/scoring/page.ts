/** The page that tells how sharp the kit is, made of what was scored. */
import {
  type Exception,
  type Group,
  type Scored,
  sum,
  type Tally,
  together,
} from "./scored.ts";
import { percent } from "./summary.ts";

const BEGIN = "<!-- score: begin -->";
const END = "<!-- score: end -->";

/** The page with other figures. Throws if it has no place for them. */
export function withScore(page: string, score: Scored): string {
  const [before, rest] = page.split(BEGIN);
  const [, after] = rest?.split(END) ?? [];
  if (before === undefined || after === undefined)
    throw new Error(`the page has no ${BEGIN} and ${END}`);
  return `${before}${BEGIN}\n\n${figures(score)}\n\n${END}${after}`;
}

function figures(score: Scored): string {
  const groups = Object.values(score);
  const { all, noticed } = sum(groups.map(tallyOf));
  return [
    `${noticed} of ${all} deliberate faults are noticed: ${percent(all === 0 ? 0 : noticed / all)}.`,
    rows("Faults of", byGroup(score)),
    rows("Family", together(groups.map(({ families }) => families))),
    rows("Operator", together(groups.map(({ operators }) => operators))),
    list("Survivors", groups, ({ survivors }) => survivors),
    list("Noticed by another family", groups, ({ elsewhere }) => elsewhere),
    excused(score),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function byGroup(score: Scored): Readonly<Record<string, Tally>> {
  return Object.fromEntries(
    Object.entries(score).map(([name, group]) => [name, tallyOf(group)]),
  );
}

/** Every fault has a family. */
export function tallyOf({ families }: Group): Tally {
  return sum(Object.values(families));
}

function rows(title: string, of: Readonly<Record<string, Tally>>): string {
  const cells = Object.entries(of).map(([key, { all, killed, noticed }]) =>
    [key, all, killed, noticed].map(String),
  );
  const head = [title, "Faults", "Noticed by the family", "Noticed"];
  const widths = head.map((text, column) =>
    Math.max(...[head, ...cells].map((row) => row[column]?.length ?? 0), 4),
  );
  const line = (row: readonly string[]): string =>
    `| ${row.map((text, column) => pad(text, widths[column] ?? 0, column > 0)).join(" | ")} |`;
  const rule = widths.map((width, column) =>
    column === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`,
  );
  return [line(head), line(rule), ...cells.map(line)].join("\n");
}

function pad(text: string, width: number, right: boolean): string {
  return right ? text.padStart(width) : text.padEnd(width);
}

function list(
  title: string,
  groups: readonly Group[],
  of: (group: Group) => readonly Exception[],
): string {
  const all = groups.flatMap(of);
  if (all.length === 0) return "";
  const lines = all.map(({ id, family, what, by }) => {
    const noticed = by === undefined ? "" : `, noticed by ${by}`;
    return `- \`${id}\` (${family}${noticed}): ${what}`;
  });
  return `## ${title}\n\n${lines.join("\n")}`;
}

function excused(score: Scored): string {
  const lines = Object.entries(score).flatMap(([name, { excused: ids }]) =>
    ids.length === 0 ? [] : [`- ${name}: ${ids.length}`],
  );
  if (lines.length === 0) return "";
  return `## Not heard\n\nTests that fail without any fault show nothing:\n\n${lines.join("\n")}`;
}
