import { machineLine } from "../measure/machine.ts";
import type { Outcome, Standing } from "./contest.ts";
import { tableOf } from "../report/format.ts";

/** A result as text, for whoever watches. */
export function show({ name, unit, goal, standings }: Outcome): string {
  const wanted = goal === undefined ? "" : ` (goal ${goal})`;
  return [
    `${name}${wanted}`,
    ...standings.map((it) => `  ${line(it, unit)}`),
  ].join("\n");
}

function line(
  { contender, rate, ratio, spread, cpuRatio }: Standing,
  unit: string,
): string {
  const [low, high] = spread;
  const amount = Math.round(rate).toLocaleString("en");
  return `${contender.padEnd(16)} ${ratio.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)}), cpu ${cpuRatio.toFixed(2)}; ${amount} ${unit}`;
}

/** The results as a part of a page. */
export function page(outcomes: readonly Outcome[]): string {
  const rows = outcomes.flatMap(({ name, goal, standings }) =>
    standings.slice(1).map((it, at) => {
      const [low, high] = it.spread;
      return [
        at === 0 ? name : "",
        it.contender,
        it.contender === "captable" ? String(goal ?? "") : "",
        it.ratio.toFixed(2),
        `${low.toFixed(2)}–${high.toFixed(2)}`,
        it.cpuRatio.toFixed(2),
      ];
    }),
  );
  const head = ["", "", "goal", "ratio", "half of the rounds", "processor"];
  return `Measured on ${machineLine()}.\n\n${tableOf(head, rows)}`;
}
