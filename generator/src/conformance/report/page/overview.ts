/** The first things that a page says: who passed, and how much of it was claimed. @module */
import type { ClaimCount } from "../../claims/counts.ts";
import { STANCE_WORDS, type Stance } from "../summary/stance.ts";
import type { RunSummary } from "../summary/summary.ts";
import { COUNTS } from "../summary/tally.ts";
import { line } from "../text.ts";
import { cell, text, type Cell, type Section, type Tone } from "./page.ts";

const TONES: Readonly<Record<Stance, Tone>> = {
  complete: "good",
  partial: "partial",
  failed: "bad",
};

/** One row for each run. */
export function overview(runs: readonly RunSummary[]): Section {
  return {
    title: "Result",
    blocks: [
      ...runs.map(({ label, stance, detail }) => ({
        kind: "paragraph" as const,
        parts: [text(`${label}: ${STANCE_WORDS[stance]}; ${detail}.`)],
      })),
      {
        kind: "table",
        caption: "Verdicts of each run",
        columns: [
          "Provider",
          "Result",
          "Claimed",
          "Tests",
          ...COUNTS.map(
            (count) => count.charAt(0).toUpperCase() + count.slice(1),
          ),
        ],
        rows: runs.map(overviewRow),
      },
    ],
  };
}

function overviewRow({ label, stance, claims, tally }: RunSummary): Cell[] {
  const tone = TONES[stance];
  return [
    cell(label),
    cell(STANCE_WORDS[stance], tone),
    claimCell(claims),
    cell(String(tally.total)),
    ...COUNTS.map((count) =>
      cell(
        String(tally[count]),
        count === "failed" && tally.failed > 0 ? "bad" : "none",
      ),
    ),
  ];
}

/** How much is claimed of each kind, and what is not. */
export function claimed(runs: readonly RunSummary[]): Section {
  const kinds = new Set(
    runs.flatMap(({ result }) => result.claimable.map(({ kind }) => kind)),
  );
  return {
    title: "Claims",
    blocks: [
      {
        kind: "table",
        caption:
          "How much of the table is claimed; errors do not count towards the whole",
        columns: ["Kind", ...runs.map(({ label }) => label)],
        rows: [...kinds].map((kind) => [
          cell(kind),
          ...runs.map(({ result }) =>
            claimCell(result.claimable.find((count) => count.kind === kind)),
          ),
        ]),
      },
      ...runs.flatMap((run) => unclaimed(run)),
    ],
  };
}

function claimCell(
  count: Pick<ClaimCount, "claimed" | "total"> | undefined,
): Cell {
  if (count === undefined || count.total === 0) return cell("–");
  // A claim alone is nothing good yet.
  const tone = count.claimed === count.total ? "none" : "partial";
  return cell(`${count.claimed}/${count.total}`, tone);
}

function unclaimed({ label, result }: RunSummary): Section["blocks"] {
  const names = result.claimable.flatMap((count) => count.unclaimed);
  if (names.length === 0) return [];
  return [
    { kind: "paragraph", parts: [text(`${label} does not claim:`)] },
    { kind: "list", items: names.map((name) => [text(line(name))]) },
  ];
}
