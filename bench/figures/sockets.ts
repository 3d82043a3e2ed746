/** The README's figures of the sockets: how fast they are beside raw Node. @module */
import type { ReportTable } from "../report/table.ts";
import { at, type Fields, list, number, text } from "./read.ts";

/** The rows that tell most, by what their names begin with. */
const TELLING = [
  "bulk, 64 KiB writes, one",
  "receive into the caller's buffer, outgoing",
  "receive into the caller's buffer, accepted",
  "round trips of 64 bytes, 1 connection",
  "connect and close, one",
  "datagrams of 1400 bytes, sent one",
  "datagrams of 1400 bytes, received",
];

export function socketFigures(results: unknown): ReportTable | undefined {
  const outcomes = list(at(results, "outcomes"));
  const rows = TELLING.flatMap((start) => {
    const outcome = outcomes.find((it) => text(it["name"])?.startsWith(start));
    const ratio = outcome && ratioOf(outcome);
    return ratio === undefined ? [] : [ratio];
  });
  return rows.length === 0
    ? undefined
    : {
        title:
          "The speed of the sockets, times that of the same by hand on `node:net` and `node:dgram` (above 1 captable is faster)",
        columns: ["", "captable"],
        rows,
      };
}

function ratioOf(outcome: Fields): readonly string[] | undefined {
  const name = text(outcome["name"]);
  const ours = list(outcome["standings"]).find(
    (it) => it["contender"] === "captable",
  );
  const ratio = number(ours?.["ratio"]);
  return name === undefined || ratio === undefined
    ? undefined
    : [name, ratio.toFixed(2)];
}
