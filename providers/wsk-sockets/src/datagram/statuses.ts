import type { Status } from "@captable/wsk";

/** What statuses of the transport mean for datagrams, which no connection can be refused for. */
export const ofDatagrams: Readonly<Partial<Record<Status, Status>>> = {
  STATUS_CONNECTION_REFUSED: "STATUS_PORT_UNREACHABLE",
};
