import { describe, expect, it } from "vitest";
import { connectEnds, ends } from "../ends.ts";
import { bytes, enable } from "../net.ts";
import { subjects } from "../subjects.ts";
import { Witness } from "../witness.ts";

describe.each(subjects)("$name", ({ open }) => {
  describe.each(ends)(
    "disconnectEvent of a $end socket over $family",
    (end) => {
      describe.each([{ events: [] }, { events: ["receive"] }])(
        "with $events",
        ({ events }) => {
          /** A socket that is closed as soon as a receive tells that there is no more to come. */
          async function closing() {
            const net = await open();
            const told: string[] = [];
            const witness = new Witness();
            const { socket, peer } = await connectEnds(net, end, {
              receiveEvent: (event) => witness.receiveEvent(event),
              disconnectEvent: ({ flags }) => {
                told.push(flags?.abortive === true ? "reset" : "disconnected");
                return "STATUS_SUCCESS";
              },
            });
            await enable(socket, "disconnect", ...events);
            const received = (async () => {
              const buffer = new Uint8Array(8);
              try {
                while ((await socket.receive(buffer)) > 0);
              } catch {
                told.push("failed");
              }
              await socket.closeSocket();
            })();
            return { net, peer, told, received };
          }

          it("is told to whoever closes the socket at the end", async () => {
            const { net, peer, told, received } = await closing();
            await peer.disconnect({ buffer: bytes("last") });
            await received;
            await net.settle();
            expect(told).toEqual(["disconnected"]);
          });

          it("is told to whoever closes the socket after a reset", async () => {
            const { net, peer, told, received } = await closing();
            await peer.disconnect({ flags: { abortive: true } });
            await received;
            await net.settle();
            expect(told.toSorted()).toEqual(["failed", "reset"]);
          });
        },
      );
    },
  );
});
