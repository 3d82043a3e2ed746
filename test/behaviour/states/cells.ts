import type { Status } from "@captable/wsk";
import {
  LIFECYCLES,
  NOT_CONNECTION,
  SHORT,
  STREAM,
  type LifecycleMatrix,
} from "../../wsk-table/lifecycle-matrix.ts";
import type { Situation } from "./situation.ts";

/** The illegal calls of a state with what they get, and the legal ones with the state they lead to. */
export interface Column {
  readonly illegal: ReadonlyMap<string, readonly string[]>;
  readonly legal: ReadonlyMap<string, string>;
}

/** What belongs to each role of a stream socket. In the other it is refused for two reasons once the socket is dead, and either may be told. */
const own: Readonly<Record<string, readonly string[]>> = {
  listening: NOT_CONNECTION,
  connectionOriented: [
    "connect",
    "connectEx",
    "send",
    "receive",
    "disconnect",
    "disconnect.abortive",
    "getRemoteAddress",
    "SIO_WSK_SET_TCP_SILENT_MODE",
  ],
};

/** A column of a state table. */
export function column(
  category: string,
  { state, role }: { readonly state: string; readonly role?: string },
): Column {
  if (category !== "stream")
    return split(state, of(LIFECYCLES[category], state));
  return split(state, streamCells(state, role));
}

function streamCells(
  state: string,
  role: string | undefined,
): Map<string, string> {
  const cells = of(STREAM["listening"], state);
  if (cells.size > 0) return cells;
  for (const [call, cell] of of(STREAM["connectionOriented"], state)) {
    cells.set(call, cell);
  }
  for (const call of NOT_CONNECTION) cells.set(call, dead[state] ?? "IDS");
  if (state !== "dead") return cells;
  const other = role === "listening" ? "connectionOriented" : "listening";
  for (const call of own[other] ?? []) cells.set(call, "FFC");
  return cells;
}

const dead: Readonly<Record<string, string>> = { dead: "FFC", closed: "FC" };

function of(
  matrix: LifecycleMatrix | undefined,
  state: string,
): Map<string, string> {
  if (matrix === undefined) throw new TypeError("there is no such table");
  const index = matrix.states.indexOf(state);
  if (index < 0) return new Map();
  return new Map(
    Object.entries(matrix.calls).map(([call, row]) => [call, row[index] ?? ""]),
  );
}

function split(state: string, all: ReadonlyMap<string, string>): Column {
  const illegal = new Map<string, readonly string[]>();
  const legal = new Map<string, string>();
  for (const [call, cell] of all) {
    const statuses = cell.split(" ").flatMap((short) => SHORT[short] ?? []);
    if (statuses.length > 0) illegal.set(call, statuses);
    else legal.set(call, /^[→⇒] (\w+)/u.exec(cell)?.[1] ?? state);
  }
  return { illegal, legal };
}

/** What a legal call fails with all the same: the table leaves it to the provider. */
export function expectedFailure(
  call: string,
  { socket, ended, retained, inspectId }: Situation,
): Status | undefined {
  if (socket.state === "aborted" && ["send", "receive"].includes(call)) {
    return ended;
  }
  // There is nothing to release.
  if (call === "releaseDatagrams") return "STATUS_INVALID_PARAMETER";
  if (call === "releaseData" && retained === undefined) {
    return "STATUS_INVALID_PARAMETER";
  }
  if (call === "inspectComplete" && inspectId === undefined) {
    return "STATUS_INVALID_DEVICE_STATE";
  }
  return undefined;
}
