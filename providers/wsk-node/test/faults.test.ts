import { describe, expect, it, type TestContext } from "vitest";
import { bindMethods } from "../src/index.ts";
import { elsewhere, here, need, output } from "./system.ts";

/** A status, and the code of what caused it. */
type Outcome = readonly [status: string, code?: string];

const success: Outcome = ["STATUS_SUCCESS"];

function read(text: string): Readonly<Record<string, Outcome>> {
  return JSON.parse(text);
}

function each<Key extends string>(
  names: readonly string[],
  outcomes: Readonly<Record<Key, Outcome>>,
): Record<string, Outcome> {
  return Object.fromEntries(
    names.flatMap((name) =>
      Object.entries<Outcome>(outcomes).map(([key, outcome]) => [
        `${name}: ${key}`,
        outcome,
      ]),
    ),
  );
}

const kinds = ["listening", "stream", "datagram"];

describe.each(bindMethods)("faults of the system, bound by %s", (method) => {
  async function provoke(
    context: TestContext,
    network: readonly string[],
    scenario: string,
    ...args: readonly string[]
  ): Promise<Readonly<Record<string, Outcome>>> {
    const place = { network };
    return read(
      await elsewhere(context, place, "faults.mjs", scenario, method, ...args),
    );
  }

  it("a network or a host that cannot be reached", async (context) => {
    const routes = [
      "ip route add unreachable 198.51.100.0/24",
      "ip route add prohibit 203.0.113.0/24",
      "ip -6 route add unreachable 2001:db8:1::/48",
    ];
    const outcomes: Readonly<Record<string, Outcome>> = {
      here: success,
      "192.0.2.1": ["STATUS_NETWORK_UNREACHABLE", "ENETUNREACH"],
      "2001:db8::1": ["STATUS_NETWORK_UNREACHABLE", "ENETUNREACH"],
      "198.51.100.1": ["STATUS_HOST_UNREACHABLE", "EHOSTUNREACH"],
      "2001:db8:1::1": ["STATUS_HOST_UNREACHABLE", "EHOSTUNREACH"],
      "203.0.113.1": ["STATUS_ACCESS_DENIED", "EACCES"],
    };
    const [, ...addresses] = Object.keys(outcomes);
    expect(await provoke(context, routes, "unreachable", ...addresses)).toEqual(
      each(["connect", "send"], outcomes),
    );
  });

  it("a host that does not answer", async (context) => {
    const silence = [
      "ip link add quiet type veth peer name deaf",
      "ip addr add 192.0.2.1/24 dev quiet",
      "ip link set quiet up",
      "ip link set deaf up",
      "ip neigh add 192.0.2.2 lladdr 02:00:00:00:00:02 dev quiet",
      "echo 1 > /proc/sys/net/ipv4/tcp_syn_retries",
      // Systems that do not have this need nothing like it.
      "echo 0 > /proc/sys/net/ipv4/tcp_syn_linear_timeouts || true",
    ];
    expect(await provoke(context, silence, "timeout", "192.0.2.2")).toEqual({
      connect: ["STATUS_IO_TIMEOUT", "ETIMEDOUT"],
    });
  });

  // Only a reset leaves nothing of the first attempt behind that would be in the way of the second.
  it("an attempt that is cancelled is in nobody's way", async (context) => {
    const strict = ["echo 0 > /proc/sys/net/ipv4/tcp_tw_reuse"];
    expect(await provoke(context, strict, "abandoned")).toEqual(
      each(["connectionOriented", "stream"], {
        cancelled: ["STATUS_CANCELLED"],
        again: success,
      }),
    );
  });

  it("no port that is left", async (context) => {
    const few = ["echo 40000 40002 > /proc/sys/net/ipv4/ip_local_port_range"];
    expect(await provoke(context, few, "ports")).toEqual(
      each(kinds, {
        "none left": ["STATUS_TOO_MANY_ADDRESSES", "EADDRINUSE"],
        "one left": success,
      }),
    );
  });

  it("a port that only the privileged may have", async (context) => {
    const drop = ["--inh-caps=-all", "--bounding-set=-net_bind_service"];
    const through = ["setpriv", ...drop];
    const args = ["permission", method];
    expect(
      read(await elsewhere(context, { through }, "faults.mjs", ...args)),
    ).toEqual(
      each(kinds, {
        80: ["STATUS_ACCESS_DENIED", "EACCES"],
        8080: success,
      }),
    );
  });

  it("no file descriptor that is left: a listener survives it", async (context) => {
    await need(context, "prlimit", "--version");
    const program = here("faults.mjs", "descriptors", method);
    const none: Outcome = ["STATUS_TOO_MANY_OPENED_FILES", "EMFILE"];
    expect(read(await output("prlimit", "--nofile=64:64", ...program))).toEqual(
      {
        ...each(kinds, { "none left": none, "some left": success }),
        "addresses: none left": [none[0], "ERR_SYSTEM_ERROR"],
        "addresses: some left": success,
        "connect: none left": none,
        "connect: bound before": method === "deferred" ? none : success,
        "accept: some left": success,
      },
    );
  });
});

describe("faults of the resolver", () => {
  /** Has the system's resolver ask only who is named. */
  function asking(source: string): readonly string[] {
    return [
      "folder=$(mktemp -d)",
      "mount -t tmpfs none $folder",
      `echo 'hosts: ${source}' > $folder/nsswitch.conf`,
      "echo 'nameserver 127.0.0.1' > $folder/resolv.conf",
      "mount --bind $folder/nsswitch.conf /etc/nsswitch.conf",
      "mount --bind $folder/resolv.conf /etc/resolv.conf",
      "umount -l $folder && rmdir $folder",
    ];
  }

  async function ask(
    context: TestContext,
    source: string,
    ...names: readonly string[]
  ): Promise<Readonly<Record<string, Outcome>>> {
    const place = { network: asking(source) };
    const [method = "deferred"] = bindMethods;
    const args = ["names", method, ...names];
    return read(await elsewhere(context, place, "faults.mjs", ...args));
  }

  it("a name or an address that is not known", async (context) => {
    const unknown: Outcome = ["STATUS_NO_MATCH", "ENOTFOUND"];
    expect(await ask(context, "files", "localhost", "name.invalid")).toEqual({
      localhost: success,
      "name.invalid": unknown,
      "a name": success,
      "no name": unknown,
    });
  });

  it("a server that does not answer", async (context) => {
    const late: Outcome = ["STATUS_IO_TIMEOUT", "EAI_AGAIN"];
    expect(await ask(context, "dns", "name.example")).toEqual({
      "name.example": late,
      "a name": late,
      "no name": late,
    });
  });
});
