import { expect, type TestContext } from "vitest";
import { failure, network } from "../net.ts";
import { elsewhere } from "../system.ts";
import type { Reality } from "./reality.ts";

/** A network where these are all the names, and 10.0.0.1 is the only address that others could reach. */
const hosts = [
  "ip addr add 10.0.0.1/32 dev lo",
  "folder=$(mktemp -d)",
  "mount -t tmpfs none $folder",
  "echo 'hosts: files' > $folder/nsswitch.conf",
  ...[
    "127.0.0.1 near.domain.example",
    "192.0.2.7 four.example",
    "2001:db8::7 six.example",
    "192.0.2.8 both.example",
    "2001:db8::8 both.example",
    "192.0.2.9 far.domain.example",
  ].map((line) => `echo '${line}' >> $folder/hosts`),
  "mount --bind $folder/nsswitch.conf /etc/nsswitch.conf",
  "mount --bind $folder/hosts /etc/hosts",
  "umount -l $folder && rmdir $folder",
];

type Call = readonly [name: string, ...args: unknown[]];

async function ask(
  context: TestContext,
  ...calls: readonly Call[]
): Promise<unknown> {
  const place = { network: hosts };
  const args = calls.map((call) => JSON.stringify(call));
  const text = await elsewhere(
    context,
    place,
    "names.mjs",
    "",
    "deferred",
    ...args,
  );
  return JSON.parse(text);
}

function resolve(nodeName: string, family?: string, flags = {}): Call {
  const hints = { flags, ...(family === undefined ? {} : { family }) };
  return ["getAddressInfo", { nodeName, hints }];
}

function reverse(address: string, flags = {}): Call {
  return ["getNameInfo", { family: "IPv4", address, port: 80 }, { flags }];
}

interface Question {
  readonly name: string;
  readonly shows: string;
  readonly calls: readonly Call[];
  readonly answers: readonly unknown[];
}

const NONE = "STATUS_NO_MATCH";
const mapped = { v4Mapped: true };
const near = "near.domain.example";

const questions: readonly Question[] = [
  {
    name: "getAddressInfo.hints.flags.v4Mapped",
    shows: "gives IPv4 addresses as IPv6 ones where there are no others",
    calls: [
      resolve("four.example", "IPv6"),
      resolve("four.example", "IPv6", mapped),
      resolve("both.example", "IPv6", mapped),
    ],
    answers: [NONE, ["::ffff:192.0.2.7"], ["2001:db8::8"]],
  },
  {
    name: "getAddressInfo.hints.flags.all",
    shows: "gives them beside the others",
    calls: [resolve("both.example", "IPv6", { ...mapped, all: true })],
    answers: [["2001:db8::8", "::ffff:192.0.2.8"]],
  },
  {
    name: "getAddressInfo.hints.flags.addrConfig",
    shows: "gives only addresses of families that the host has",
    calls: [
      resolve("six.example", "IPv6"),
      resolve("six.example", "IPv6", { addrConfig: true }),
      resolve("four.example", "IPv4", { addrConfig: true }),
    ],
    answers: [["2001:db8::7"], NONE, ["192.0.2.7"]],
  },
  {
    name: "getAddressInfo.hints.flags.numericHost",
    shows: "resolves no name",
    calls: [
      resolve("four.example", undefined, { numericHost: true }),
      resolve("192.0.2.7", undefined, { numericHost: true }),
    ],
    answers: [NONE, ["192.0.2.7"]],
  },
  {
    name: "getNameInfo.flags.nofqdn",
    shows: "leaves the domain of a local host out",
    calls: [
      reverse("127.0.0.1"),
      reverse("127.0.0.1", { nofqdn: true }),
      reverse("192.0.2.9", { nofqdn: true }),
    ],
    answers: [
      { nodeName: near, serviceName: "http" },
      { nodeName: "near", serviceName: "http" },
      { nodeName: "far.domain.example", serviceName: "http" },
    ],
  },
  {
    name: "getNameInfo.flags.nameReqd",
    shows: "fails for want of a name",
    calls: [
      reverse("192.0.2.99"),
      reverse("192.0.2.99", { nameReqd: true }),
      reverse("127.0.0.1", { nameReqd: true }),
    ],
    answers: [
      { nodeName: "192.0.2.99", serviceName: "80" },
      NONE,
      { nodeName: near, serviceName: "http" },
    ],
  },
  {
    name: "getNameInfo.flags.numericHost",
    shows: "asks for no name of the host",
    calls: [reverse("127.0.0.1", { numericHost: true })],
    answers: [{ nodeName: "127.0.0.1", serviceName: "http" }],
  },
  {
    name: "getNameInfo.flags.numericServ",
    shows: "asks for no name of the service",
    calls: [reverse("127.0.0.1", { numericServ: true })],
    answers: [{ nodeName: near, serviceName: "80" }],
  },
];

const refused: readonly Reality[] = [
  {
    name: "getAddressInfo.hints.flags.canonName",
    categories: "client",
    shows: "is refused for names",
    check: async () => {
      const { wsk } = await network();
      const hints = { flags: { canonName: true } };
      const named = wsk.getAddressInfo({ nodeName: "localhost", hints });
      expect(await failure(named)).toMatchObject({
        status: "STATUS_NOT_SUPPORTED",
      });
      const nodeName = "192.0.2.1";
      const [first] = await wsk.getAddressInfo({ nodeName, hints });
      expect(first?.canonName).toBe(nodeName);
    },
  },
  {
    name: "getNameInfo.flags.dgram",
    categories: "client",
    shows: "is refused where a service is to be named",
    check: async () => {
      const { wsk } = await network();
      const address = {
        family: "IPv4",
        address: "127.0.0.1",
        port: 9,
      } as const;
      const named = wsk.getNameInfo(address, { flags: { dgram: true } });
      expect(await failure(named)).toMatchObject({
        status: "STATUS_NOT_SUPPORTED",
      });
      const flags = { dgram: true, numericServ: true, numericHost: true };
      const { serviceName } = await wsk.getNameInfo(address, { flags });
      expect(serviceName).toBe("9");
    },
  },
  {
    name: "getAddressInfo.hints.flags.passive",
    categories: "client",
    shows: "gives addresses to listen on",
    check: async () => {
      const { wsk } = await network();
      const family = "IPv4";
      for (const passive of [false, true]) {
        const [first] = await wsk.getAddressInfo({
          serviceName: "7",
          hints: { family, flags: { passive } },
        });
        expect(first?.address).toEqual({
          family,
          address: passive ? "0.0.0.0" : "127.0.0.1",
          port: 7,
        });
      }
    },
  },
  {
    name: "getAddressInfo.hints.flags.numericServ",
    categories: "client",
    shows: "looks up no service",
    check: async () => {
      const { wsk } = await network();
      const hints = { flags: { numericServ: true } };
      const named = wsk.getAddressInfo({ serviceName: "http", hints });
      expect(await failure(named)).toMatchObject({ status: NONE });
      const [first] = await wsk.getAddressInfo({ serviceName: "80", hints });
      expect(first?.address.port).toBe(80);
    },
  },
  {
    name: "getAddressInfo.serviceName",
    categories: "client",
    shows: "may be a port only",
    check: async () => {
      const { wsk } = await network();
      const named = wsk.getAddressInfo({ serviceName: "http" });
      expect(await failure(named)).toMatchObject({
        status: "STATUS_NOT_SUPPORTED",
      });
      const [first] = await wsk.getAddressInfo({ serviceName: "80" });
      expect(first?.address.port).toBe(80);
    },
  },
];

export const names: readonly Reality[] = [
  ...questions.map(({ name, shows, calls, answers }): Reality => ({
    name,
    categories: "client",
    shows,
    check: async (_category, context) => {
      expect(await ask(context, ...calls)).toEqual(answers);
    },
  })),
  ...refused,
];
