import { describe, expect, it } from "vitest";
import type { AcceptEvent, AnySocket } from "@captable/wsk";
import {
  client,
  control,
  enable,
  loopback,
  until,
  use,
  type Client,
  type Server,
} from "../net.ts";
import { families, listeners } from "../pairings.ts";
import { honours, type Net } from "../subject.ts";
import { subjects } from "../subjects.ts";

/** What an accepted socket takes from the one that listens, and another value than the default. */
const inherited = [
  ["SO_KEEPALIVE", true, false],
  ["SO_RCVBUF", 20_000, 30_000],
] as const;

const set = (socket: AnySocket, name: string, value: unknown) =>
  control(socket, "setOption", name, value);
const get = (socket: AnySocket, name: string) =>
  control(socket, "getOption", name);

/** Both ways to be accepted. */
const ways = ["accept", "acceptEvent"] as const;

interface Visitor {
  readonly near: Client;
  readonly far: AnySocket;
}

describe.each(subjects)("$name", (subject) => {
  describe.each(listeners)("a %s socket over", (category) => {
    describe.each(families)("%s", (family) => {
      describe.each(ways)("hands on, by %s,", (way) => {
        async function listening(
          name: string,
          value: unknown,
        ): Promise<{ net: Net; server: Server; told: AcceptEvent[] }> {
          const net = await subject.open();
          const told: AcceptEvent[] = [];
          const acceptEvent = (event: AcceptEvent) => {
            told.push(event);
            return "STATUS_SUCCESS" as const;
          };
          const server = use(
            await net.wsk.socket(category, {
              addressFamily: family,
              handlers: { acceptEvent },
            }),
          );
          await set(server, name, value);
          await server.bind(loopback(family));
          if (server.category === "stream") await server.listen();
          if (way === "acceptEvent") await enable(server, "accept");
          return { net, server, told };
        }

        async function visit({
          net,
          server,
          told,
        }: Awaited<ReturnType<typeof listening>>): Promise<Visitor> {
          const near = await client(net, "connectionOriented", { family });
          const accepted = way === "accept" ? server.accept() : undefined;
          const { length } = told;
          await near.connect(await server.getLocalAddress());
          if (accepted !== undefined) return { near, far: use(await accepted) };
          await until(() => told.length > length);
          const far = told[length]?.acceptSocket;
          if (far === undefined) throw new TypeError("no socket was accepted");
          return { near, far: use(far) };
        }

        it.each(inherited)("%s", async (name, value, other) => {
          if (!honours(subject, name, category)) return;
          const hall = await listening(name, value);
          const first = await visit(hall);
          expect(await get(first.far, name)).toBe(value);
          expect(await get(first.near, name)).not.toBe(value);
          // Each socket may change its own.
          await set(first.far, name, other);
          expect(await get(first.far, name)).toBe(other);
          expect(await get(hall.server, name)).toBe(value);
          const second = await visit(hall);
          expect(await get(second.far, name)).toBe(value);
          // What changes later is for those who come later.
          await set(hall.server, name, other);
          const third = await visit(hall);
          expect(await get(third.far, name)).toBe(other);
          expect(await get(second.far, name)).toBe(value);
        });

        it("nothing else", async () => {
          const hall = await listening("SO_KEEPALIVE", false);
          const { far } = await visit(hall);
          expect(await get(far, "SO_KEEPALIVE")).toBe(false);
          expect(await get(far, "TCP_NODELAY")).toBe(false);
        });
      });
    });
  });
});
