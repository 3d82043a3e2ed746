import { describe, expect, it } from "vitest";
import { connectEnds, ends } from "../ends.ts";
import { bytes, control, expectStatus } from "../net.ts";
import { honours } from "../subject.ts";
import { subjects } from "../subjects.ts";

const name = "SIO_WSK_SET_TCP_SILENT_MODE";

describe.each(subjects)("$name", (subject) => {
  describe.each(ends)("a $end socket over $family", (end) => {
    it("that falls silent sends and disconnects no more, before that is told", async () => {
      const net = await subject.open();
      const { socket, peer } = await connectEnds(net, end);
      if (!honours(subject, name, socket.category)) return;
      const falling = control(socket, "ioctl", name);
      const illegal = "STATUS_INVALID_DEVICE_STATE";
      await Promise.all([
        expectStatus(socket.send(bytes("a")), illegal),
        expectStatus(socket.disconnect(), illegal),
        falling,
      ]);
      await net.settle();
      expect(peer.state).toBe("connected");
    });

    it("that does not disconnects, and that is told", async () => {
      const net = await subject.open();
      const { socket, peer } = await connectEnds(net, end);
      await Promise.all([socket.send(bytes("a")), socket.disconnect()]);
      await net.settle();
      expect(peer.state).toBe("recvClosed");
    });
  });
});
