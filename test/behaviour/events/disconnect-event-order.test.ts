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
          /** A socket with two receives pending, and what it is told of both, in order. */
          async function waiting() {
            const net = await open();
            const order: string[] = [];
            const witness = new Witness();
            const { socket, peer } = await connectEnds(net, end, {
              receiveEvent: (event) => witness.receiveEvent(event),
              disconnectEvent: () => {
                order.push("event");
                return "STATUS_SUCCESS";
              },
            });
            await enable(socket, "disconnect", ...events);
            for (let call = 0; call < 2; call += 1) {
              void socket.receive(new Uint8Array(8)).then(
                (length) => order.push(`received ${length}`),
                () => order.push("failed"),
              );
            }
            return { net, socket, peer, order };
          }

          it("comes behind the receives that the end completes", async () => {
            const { net, peer, order } = await waiting();
            await peer.disconnect({ buffer: bytes("last") });
            await net.settle();
            expect(order).toEqual(["received 4", "received 0", "event"]);
          });

          it("comes behind them, too, when this side has disconnected before", async () => {
            const { net, socket, peer, order } = await waiting();
            await socket.disconnect();
            await peer.disconnect({ buffer: bytes("last") });
            await net.settle();
            expect(order).toEqual(["received 4", "received 0", "event"]);
          });

          it("comes behind the receives that a reset fails", async () => {
            const { net, peer, order } = await waiting();
            await peer.disconnect({ flags: { abortive: true } });
            await net.settle();
            expect(order).toEqual(["failed", "failed", "event"]);
          });
        },
      );
    },
  );
});
