/** What the console says of a run that is over. @module */
import type { Colors } from "../../../terminal/io.ts";
import { STANCE_WORDS, type Stance } from "../summary/stance.ts";
import type { RunSummary } from "../summary/summary.ts";
import { COUNTS, type Tally } from "../summary/tally.ts";
import { duration, line, lines } from "../text.ts";
import { columns, indented } from "./layout.ts";

/** How many things of a kind the console names. */
const MOST = 12;
const MOST_FAILURES = 100;

/** The summary: failures, then from the whole to the parts; at last the whole again, where a terminal stands. */
export function summaryText(run: RunSummary, colors: Colors): string {
  const blocks = [
    failureBlocks(run, colors),
    head(run, colors),
    familyBlock(run, colors),
    claimBlock(run, colors),
    deviationBlock(run, colors),
    knownBlock(run, colors),
    untestableBlock(run, colors),
    slowestBlock(run, colors),
    tail(run, colors),
    head(run, colors),
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

function head(run: RunSummary, colors: Colors): string {
  const badge = paint(
    run.stance,
    colors,
  )(colors.bold(STANCE_WORDS[run.stance].toUpperCase()));
  return `${badge}  ${run.label}: ${run.detail}`;
}

function paint(stance: Stance, colors: Colors): (text: string) => string {
  if (stance === "complete") return colors.green;
  return stance === "partial" ? colors.yellow : colors.red;
}

function failureBlocks({ failures }: RunSummary, colors: Colors): string {
  const blocks = failures.map(({ verdict, clause, seed, again }) => {
    const facts = [
      ...(clause === undefined ? [] : [`clause ${line(clause)}`]),
      `seed ${seed}`,
    ];
    return [
      `${colors.red(verdict.kind)} ${colors.bold(line(verdict.id))}`,
      indented(lines(verdict.message ?? "Nothing was said.")),
      `  ${colors.dim(facts.join(", "))}`,
      `  ${colors.dim("again:")} ${line(again)}`,
    ].join("\n");
  });
  return shortened(blocks, MOST_FAILURES).join("\n\n");
}

function familyBlock({ families, tally }: RunSummary, colors: Colors): string {
  const row = (name: string, of: Tally): string[] => [
    name,
    ...COUNTS.map((count) => (of[count] === 0 ? "-" : String(of[count]))),
    String(of.total),
  ];
  const [header = "", ...rows] = columns([
    ["family", ...COUNTS, "total"],
    ...families.map(({ family, tally: of }) => row(family, of)),
    row("all", tally),
  ]);
  const failed = [...families.map((it) => it.tally), tally].map(
    (of) => of.failed > 0,
  );
  return [
    colors.dim(header),
    ...rows.map((text, index) => (failed[index] ? colors.red(text) : text)),
  ].join("\n");
}

function claimBlock({ result }: RunSummary, colors: Colors): string {
  return result.claimable
    .filter(({ total }) => total > 0)
    .flatMap(({ kind, claimed, total, unclaimed }) => {
      const text = `${kind}: claimed ${claimed}/${total}`;
      if (claimed === total) return [text];
      const names = shortened(unclaimed.map(line), MOST);
      return [colors.yellow(text), ...names.map((name) => `  - ${name}`)];
    })
    .join("\n");
}

function deviationBlock({ result }: RunSummary, colors: Colors): string {
  const { deviations } = result.claims;
  return titled(
    "deviations",
    colors,
    deviations.map(
      ({ kind, name, reason }) => `${kind} ${line(name)}: ${line(reason)}`,
    ),
  );
}

function knownBlock({ known }: RunSummary, colors: Colors): string {
  return titled(
    "expected failures",
    colors,
    known.map(({ id, state, reason, link, expires }) =>
      line(`${id} (${state}, until ${expires}): ${reason} ${link}`),
    ),
  );
}

function untestableBlock({ untestable }: RunSummary, colors: Colors): string {
  return titled(
    "untestable",
    colors,
    untestable.map(({ id, reason }) => `${line(id)}: ${line(reason)}`),
  );
}

function slowestBlock({ slowest }: RunSummary, colors: Colors): string {
  const rows = slowest.map(({ id, time, cpu }) => [
    line(id),
    duration(time),
    `cpu ${duration(cpu)}`,
  ]);
  return titled("slowest", colors, columns(rows));
}

function tail({ result }: RunSummary, colors: Colors): string {
  const { versions, isolation, seed, time, cpu } = result;
  const known = Object.entries(versions).map(([name, version]) =>
    line(`${name} ${version}`),
  );
  return [
    `time ${duration(time)}, cpu ${duration(cpu)}, seed ${seed}, isolation ${isolation}`,
    ...(known.length === 0 ? [] : [colors.dim(known.join(", "))]),
  ].join("\n");
}

function titled(
  title: string,
  colors: Colors,
  items: readonly string[],
): string {
  if (items.length === 0) return "";
  const shown = shortened(items, MOST).map((item) => `  ${item}`);
  return [colors.bold(title), ...shown].join("\n");
}

/** The first of many, and how many more there are. */
function shortened(items: readonly string[], most: number): readonly string[] {
  if (items.length <= most) return items;
  const more = items.length - most;
  return [
    ...items.slice(0, most),
    `… and ${more} more: the other reports have them all`,
  ];
}
