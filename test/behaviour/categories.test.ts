import { describe, expect, it } from "vitest";
import {
  invoke,
  isBasicSocket,
  isConnectionOrientedSocket,
  isDatagramSocket,
  isListeningSocket,
  isStreamSocket,
  type AnySocket,
} from "@captable/wsk";
import {
  CATEGORIES,
  FUNCTIONS,
  USABLE,
  type CategoryName,
} from "../wsk-table/matrix.ts";
import { connect, expectStatus, use } from "./net.ts";
import { listeners } from "./pairings.ts";
import { subjects } from "./subjects.ts";

const methods = [
  ...new Set(FUNCTIONS.map(({ native }) => methodOf(native))),
].sort();

function methodOf(native: string): string {
  const name = native.slice("Wsk".length);
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** What the table of functions says that a category has, without what is reserved. */
function tableOf(category: CategoryName): string[] {
  const index = CATEGORIES.indexOf(category);
  return FUNCTIONS.filter(({ cells }) =>
    /^(?:●|\(Basic\))/u.test(cells[index] ?? ""),
  )
    .map(({ native }) => methodOf(native))
    .sort();
}

const exact = {
  listening: isListeningSocket,
  datagram: isDatagramSocket,
  connectionOriented: isConnectionOrientedSocket,
  stream: isStreamSocket,
};

/** The guards, besides that of basic sockets, that a socket satisfies. */
function guardsOf(socket: AnySocket): string[] {
  return Object.entries(exact)
    .filter(([, guard]) => guard(socket))
    .map(([name]) => name);
}

describe.each(subjects)("$name", (subject) => {
  it.each(CATEGORIES)(
    "a %s socket has exactly the functions of its table",
    async (category) => {
      const { wsk } = await subject.open();
      const socket = use(await wsk.socket(category));
      const found = methods.filter((name) => name in socket);
      expect(found).toEqual(tableOf(category));
      expect(found).toHaveLength(USABLE[category]);
      for (const name of methods.filter((name) => !found.includes(name))) {
        await expectStatus(
          invoke(socket, name),
          "STATUS_INVALID_DEVICE_REQUEST",
        );
      }
      expect(socket.state).toBe("created");
    },
  );

  it.each(CATEGORIES)("a %s socket satisfies one guard", async (category) => {
    const { wsk } = await subject.open();
    const socket = use(await wsk.socket(category));
    expect(isBasicSocket(socket)).toBe(true);
    expect(guardsOf(socket)).toEqual(category === "basic" ? [] : [category]);
  });

  it.each(listeners)(
    "what a %s socket accepts is connection-oriented and nothing else",
    async (listens) => {
      const { near, far } = await connect(await subject.open(), {
        listens,
        connects: "stream",
      });
      expect(isBasicSocket(far)).toBe(true);
      expect(guardsOf(far)).toEqual(["connectionOriented"]);
      expect(guardsOf(near)).toEqual(["stream"]);
      const found = methods.filter((name) => name in far);
      expect(found).toEqual(tableOf("connectionOriented"));
    },
  );
});
