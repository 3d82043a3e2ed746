import { describe, it } from "vitest";
import type { AnySocket, CategoryName } from "@captable/wsk";
import {
  client,
  connect,
  control,
  enable,
  expectStatus,
  loopback,
  serve,
  use,
} from "../net.ts";
import type { Net } from "../subject.ts";
import { subjects } from "../subjects.ts";
import { Everything, setMask } from "./everything.ts";

const sides = ["connectionOriented", "stream"] as const;
const eventful = ["listening", "datagram", ...sides] as const;
const invalid = "STATUS_INVALID_PARAMETER";

describe.each(subjects)("$name", ({ open }) => {
  async function made(
    net: Net,
    category: Exclude<CategoryName, "basic">,
  ): Promise<AnySocket> {
    const handlers = new Everything();
    return use(await net.wsk.socket(category, { handlers }));
  }

  /** A socket of the category whose events can be enabled. */
  async function ready(category: (typeof eventful)[number]) {
    const net = await open();
    const handlers = new Everything();
    if (category === "datagram") {
      const socket = use(await net.wsk.socket(category, { handlers }));
      await socket.bind(loopback());
      return socket;
    }
    if (category === "listening") return serve(net, category, { handlers });
    const { near } = await connect(net, { connects: category, handlers });
    return near;
  }

  it("a basic socket has no events to enable", async () => {
    const net = await open();
    const basic = use(await net.wsk.socket());
    await expectStatus(
      setMask(basic, { receive: true }),
      "STATUS_NOT_SUPPORTED",
    );
  });

  it.each(eventful)(
    "a new %s socket cannot enable events",
    async (category) => {
      const socket = await made(await open(), category);
      const event = category === "datagram" ? "receiveFrom" : "receive";
      for (const disable of [false, true]) {
        await expectStatus(
          setMask(socket, { [event]: true, disable }),
          "STATUS_INVALID_DEVICE_STATE",
          { functionName: "controlSocket", category, state: "created" },
        );
      }
      await enable(
        await ready(category),
        category === "datagram" ? "receiveFrom" : "receive",
      );
    },
  );

  it.each(sides)("a bound %s socket cannot enable events", async (category) => {
    const net = await open();
    const socket = await client(net, category, { handlers: new Everything() });
    await expectStatus(
      setMask(socket, { receive: true }),
      "STATUS_INVALID_DEVICE_STATE",
      { state: "bound" },
    );
  });

  const own = {
    listening: ["accept", "receive", "disconnect", "sendBacklog"],
    datagram: ["receiveFrom"],
    connectionOriented: ["receive", "disconnect", "sendBacklog"],
    stream: ["receive", "disconnect", "sendBacklog"],
  } as const;
  const all = [
    "accept",
    "receive",
    "disconnect",
    "sendBacklog",
    "receiveFrom",
  ] as const;

  describe.each(eventful)("a %s socket", (category) => {
    const mine: readonly string[] = own[category];

    it("enables its own events, one by one and together, and no others", async () => {
      const socket = await ready(category);
      for (const event of all) {
        const call = setMask(socket, { [event]: true });
        if (mine.includes(event)) await call;
        else await expectStatus(call, invalid, { category });
      }
      await enable(socket, ...mine);
    });

    it("refuses an empty mask", async () => {
      const socket = await ready(category);
      const [event = "receive"] = mine;
      await expectStatus(setMask(socket, {}), invalid);
      await expectStatus(setMask(socket, { [event]: false }), invalid);
      await expectStatus(setMask(socket, { disable: true }), invalid);
    });

    it("refuses a malformed mask", async () => {
      const socket = await ready(category);
      for (const value of [
        undefined,
        {},
        { eventMask: 0x40 },
        { eventMask: { everything: true } },
        { eventMask: { receive: 1 } },
      ]) {
        await expectStatus(
          control(socket, "setOption", "SO_WSK_EVENT_CALLBACK", value),
          invalid,
        );
      }
    });

    it("knows no events of an extension", async () => {
      const socket = await ready(category);
      const [event = "receive"] = mine;
      const eventMask = { [event]: true };
      await expectStatus(
        control(socket, "setOption", "SO_WSK_EVENT_CALLBACK", {
          npiId: "2227e804-8d8b-11d4-abad-009027719e09",
          eventMask,
        }),
        "STATUS_NOT_SUPPORTED",
      );
    });

    it("cannot be asked what it has enabled", async () => {
      await expectStatus(
        control(await ready(category), "getOption", "SO_WSK_EVENT_CALLBACK"),
        "STATUS_NOT_SUPPORTED",
      );
    });
  });
});
