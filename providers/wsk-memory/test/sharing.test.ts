import type { Sharing } from "@captable/wsk-sockets";
import { describe, expect, it } from "vitest";
import { MemoryNetwork } from "../src/index.ts";
import {
  bindDatagram,
  bindStream,
  left,
  statusOf,
  transportOf,
  v4,
  v6,
} from "./wire.ts";

const columns = [
  "default W",
  "default S",
  "reuse W",
  "reuse S",
  "exclusive W",
  "exclusive S",
];

const I = "STATUS_ADDRESS_ALREADY_EXISTS";
const D = "STATUS_ACCESS_DENIED";
const O = "OK";

/** As the documentation has it: the second bind down, the first across. What a security descriptor decides is denied by default. */
// prettier-ignore
const table: Readonly<Record<string, readonly string[]>> = {
  "default W":   [I, O, I, O, I, O],
  "default S":   [D, I, D, D, D, I],
  "reuse W":     [D, O, O, O, D, O],
  "reuse S":     [D, D, O, O, D, D],
  "exclusive W": [I, I, I, I, I, I],
  "exclusive S": [D, I, D, I, D, I],
};

const sharings: Readonly<Record<string, Sharing>> = {
  default: "default",
  reuse: "reuse",
  exclusive: "exclusive",
};

interface Asked {
  readonly sharing: Sharing;
  readonly address: string;
}

function asked(text: string): Asked {
  const [sharing = "", extent] = text.split(" ");
  return {
    sharing: sharings[sharing] ?? "default",
    address: extent === "W" ? "0.0.0.0" : "127.0.0.1",
  };
}

const cases = Object.entries(table).flatMap(([second, results]) =>
  results.map((result, index) => ({
    second,
    first: columns[index] ?? "",
    result,
  })),
);

describe.each(cases)("$second after $first: $result", (row) => {
  const first = asked(row.first);
  const second = asked(row.second);

  it("for TCP", async () => {
    const transport = transportOf(new MemoryNetwork());
    const { sharing } = first;
    bindStream(transport, v4(first.address, 80), { sharing });
    const bind = (): unknown =>
      bindStream(transport, v4(second.address, 80), {
        sharing: second.sharing,
      });
    expect(row.result === "OK" ? bind() && "OK" : await statusOf(bind)).toBe(
      row.result,
    );
  });

  it("for UDP", async () => {
    const transport = transportOf(new MemoryNetwork());
    const { sharing } = first;
    await bindDatagram(transport, v4(first.address, 80), { sharing });
    const bind = bindDatagram(transport, v4(second.address, 80), {
      sharing: second.sharing,
    });
    expect(
      row.result === "OK" ? (await bind) && "OK" : await statusOf(bind),
    ).toBe(row.result);
  });
});

describe("a port", () => {
  it("is free for different addresses, protocols, families and hosts", async () => {
    const network = new MemoryNetwork();
    const transport = transportOf(network);
    const sharing = "exclusive";
    bindStream(transport, v4("127.0.0.1", 80), { sharing });
    bindStream(transport, v4("127.0.0.2", 80), { sharing });
    bindStream(transport, v6("::1", 80), { sharing });
    await bindDatagram(transport, v4("127.0.0.1", 80), { sharing });
    bindStream(transportOf(network, "other"), v4("127.0.0.1", 80), { sharing });
    expect(left(network)).toBe(3 + 5);
  });

  it("is taken in both families by a wildcard of both", async () => {
    for (const [first, second] of [
      [v6("::", 80), v4("0.0.0.0", 80)],
      [v4("0.0.0.0", 80), v6("::", 80)],
    ] as const) {
      const transport = transportOf(new MemoryNetwork());
      bindStream(transport, first, { ipv6Only: false });
      expect(
        await statusOf(() =>
          bindStream(transport, second, { ipv6Only: false }),
        ),
      ).toBe("STATUS_ADDRESS_ALREADY_EXISTS");
    }
    const transport = transportOf(new MemoryNetwork());
    bindStream(transport, v6("::", 80), { ipv6Only: true });
    expect(bindStream(transport, v4("0.0.0.0", 80)).address.port).toBe(80);
  });

  it("is chosen for those who ask for any, and given back", () => {
    const network = new MemoryNetwork();
    const transport = transportOf(network);
    const first = bindStream(transport);
    const second = bindStream(transport);
    expect(first.address.port).toBeGreaterThanOrEqual(49_152);
    expect(second.address.port).not.toBe(first.address.port);
    first.close();
    first.close();
    second.close();
    expect(left(network)).toBe(0);
  });

  it("that is chosen runs out", async () => {
    const network = new MemoryNetwork();
    const transport = transportOf(network);
    const ports = Array.from({ length: 16_384 }, () => bindStream(transport));
    expect(new Set(ports.map(({ address }) => address.port)).size).toBe(16_384);
    expect(await statusOf(() => bindStream(transport))).toBe(
      "STATUS_TOO_MANY_ADDRESSES",
    );
    const [{ address } = bindStream(transport, v4("127.0.0.1", 1))] = ports;
    ports[0]?.close();
    expect(bindStream(transport).address).toEqual(address);
  });

  it("shows its address in one spelling, with its interface", () => {
    const transport = transportOf(new MemoryNetwork());
    const address = { ...v6("0:0:0::1", 80), scopeId: 3 };
    expect(bindStream(transport, address).address).toEqual({
      ...v6("::1", 80),
      scopeId: 3,
    });
    const mapped = v6("::FFFF:127.0.0.1", 80);
    const binding = { ipv6Only: false };
    expect(bindStream(transport, mapped, binding).address).toEqual(
      v6("::ffff:127.0.0.1", 80),
    );
  });

  it("is bound to addresses of the host only", async () => {
    const network = new MemoryNetwork({ hosts: { host: ["10.1.0.1"] } });
    const transport = transportOf(network);
    for (const address of [v4("10.1.0.2"), v4("224.0.0.1"), v6("fd00::9")]) {
      expect(await statusOf(() => bindStream(transport, address))).toBe(
        "STATUS_INVALID_ADDRESS_COMPONENT",
      );
    }
    expect(bindStream(transport, v4("10.1.0.1")).address).toMatchObject({
      address: "10.1.0.1",
    });
    expect(await statusOf(bindDatagram(transport, v4("10.1.0.2")))).toBe(
      "STATUS_INVALID_ADDRESS_COMPONENT",
    );
    const group = await bindDatagram(transport, v4("224.0.0.1"));
    expect(group.port.address.port).toBeGreaterThan(0);
  });
});
