import { describe, expect, it } from "vitest";
import { bytes, client, connect, failure, nobody, until } from "../net.ts";
import { connectors, families } from "../pairings.ts";
import { subjects } from "../subjects.ts";
import { expectError } from "./expect-error.ts";

describe.each(subjects)("$name", ({ open }) => {
  describe.each(families)(
    "an error over %s says what failed, where and why:",
    (addressFamily) => {
      describe.each(connectors)("of a %s socket,", (category) => {
        it.each(["connect", "connectEx"] as const)(
          "a %s to nobody",
          async (functionName) => {
            const net = await open();
            const remote = await nobody(net, addressFamily);
            const near = await client(net, category, { family: addressFamily });
            expectError(await failure(near[functionName](remote)), {
              status: "STATUS_CONNECTION_REFUSED",
              functionName,
              category,
              state: "connecting",
              caused: true,
            });
            expect(near.state).toBe("bound");
          },
        );

        const pair = async () =>
          connect(await open(), { connects: category, family: addressFamily });

        it("a reset by the peer", async () => {
          const { near, far } = await pair();
          const pending = failure(near.receive(new Uint8Array(1)));
          await far.disconnect({ flags: { abortive: true } });
          await until(() => near.state === "aborted");
          const reset = {
            status: "STATUS_CONNECTION_RESET",
            category,
            state: "aborted",
            caused: true,
          } as const;
          const receive = { ...reset, functionName: "receive" };
          expectError(await pending, receive);
          expectError(await failure(near.receive(new Uint8Array(1))), receive);
          const send = { ...reset, functionName: "send" };
          expectError(await failure(near.send(bytes("a"))), send);
        });

        it("a reset by this side", async () => {
          const { near } = await pair();
          const pending = failure(near.receive(new Uint8Array(1)));
          await near.disconnect({ flags: { abortive: true } });
          const aborted = {
            status: "STATUS_CONNECTION_ABORTED",
            category,
            state: "aborted",
            caused: false,
          } as const;
          const receive = { ...aborted, functionName: "receive" };
          expectError(await pending, receive);
          expectError(await failure(near.receive(new Uint8Array(1))), receive);
          const send = { ...aborted, functionName: "send" };
          expectError(await failure(near.send(bytes("a"))), send);
        });

        it("a call that is not legal", async () => {
          const { near } = await pair();
          await near.disconnect();
          expectError(await failure(near.send(bytes("a"))), {
            status: "STATUS_INVALID_DEVICE_STATE",
            functionName: "send",
            category,
            state: "sendClosed",
            caused: false,
          });
        });

        it("the closing of the socket, and what comes after", async () => {
          const { near } = await pair();
          const pending = failure(near.receive(new Uint8Array(1)));
          await near.closeSocket();
          const closed = { category, state: "closed", caused: false };
          expectError(await pending, {
            ...closed,
            status: "STATUS_CANCELLED",
            functionName: "receive",
          });
          expectError(await failure(near.receive(new Uint8Array(1))), {
            ...closed,
            status: "STATUS_FILE_CLOSED",
            functionName: "receive",
          });
        });

        it("the death of the socket", async () => {
          const net = await open();
          const { near } = await connect(net, {
            connects: category,
            family: addressFamily,
          });
          const pending = failure(near.receive(new Uint8Array(1)));
          await net.kill(near);
          const dead = {
            status: "STATUS_FILE_FORCED_CLOSED",
            functionName: "receive",
            category,
            state: "dead",
          } as const;
          expectError(await pending, { ...dead, caused: true });
          expectError(await failure(near.receive(new Uint8Array(1))), {
            ...dead,
            caused: false,
          });
        });
      });
    },
  );
});
