/**
 * A DNS client on a datagram socket, and on a connection if an answer is too
 * long for a datagram:
 *
 *     node examples/dist/dns-client.js 127.0.0.1:53 example.org AAAA
 *
 * A datagram socket sends to an address and receives from one: it has `sendTo`
 * and `receiveFrom`, and no connection to `connect`, `send` or `disconnect`.
 * Only it can be told, by `SIO_WSK_SET_REMOTE_ADDRESS`, to hear nobody but one
 * server, so nobody else can slip in an answer. What a connection receives is
 * a stream, of which `waitall` gets as much as is due. `refused` below shows
 * what does not compile.
 */
import { randomInt } from "node:crypto";
import {
  isWskError,
  type ConnectionOrientedSocket,
  type DatagramSocket,
  type SocketAddress,
  type WskClient,
} from "@captable/wsk";
import * as dns from "dns-packet";
import { anyAddress, parseAddress, part, runAsMain } from "./program.ts";

export interface Question {
  readonly name: string;
  readonly type: "A" | "AAAA" | "TXT";
}

export interface AskOptions {
  readonly server: SocketAddress;
  readonly stop?: AbortSignal;
  /** In milliseconds: how long to wait for an answer before asking again. */
  readonly patience?: number;
  readonly attempts?: number;
}

/** Asks a server, and gives the records that it answers with. */
export async function ask(
  wsk: WskClient,
  question: Question,
  options: AskOptions,
): Promise<readonly dns.Answer[]> {
  const id = randomInt(0x10000);
  const flags = dns.RECURSION_DESIRED;
  const query = dns.encode({ id, flags, questions: [{ ...question }] });
  let answer = await askByDatagram(wsk, query, options);
  if (answer.flag_tc) answer = await askByConnection(wsk, query, options);
  const code = (answer.flags ?? 0) & 0xf;
  if (code !== 0) throw new Error(CODES[code] ?? `code ${code}`);
  return answer.answers ?? [];
}

/** What does not compile; should it, the build would fail. */
export function refused(
  datagrams: DatagramSocket,
  connection: ConnectionOrientedSocket,
  server: SocketAddress,
): void {
  // @ts-expect-error There is no connection, and nobody to send to by default.
  void datagrams.send(new Uint8Array(1));
  // @ts-expect-error Fixing the remote address is not the same as connecting.
  void datagrams.connect(server);
  // @ts-expect-error A connection has its peer, and no choice of addresses.
  void connection.sendTo(new Uint8Array(1), { remoteAddress: server });
  const request = "SIO_WSK_SET_REMOTE_ADDRESS";
  // @ts-expect-error Neither can it be told to hear somebody else.
  void connection.controlSocket("ioctl", request, server);
}

const CODES = ["", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED"];

async function askByDatagram(
  wsk: WskClient,
  query: Uint8Array,
  options: AskOptions,
): Promise<dns.DecodedPacket> {
  const { server, stop, patience = 2000, attempts = 3 } = options;
  const { family } = server;
  await using socket = await wsk.socket("datagram", { addressFamily: family });
  await socket.bind(anyAddress(family));
  await socket.controlSocket("ioctl", "SIO_WSK_SET_REMOTE_ADDRESS", server);
  for (let attempt = 0; attempt < attempts; attempt++) {
    stop?.throwIfAborted();
    await socket.sendTo(query); // to the server, which is the remote address
    const limit = AbortSignal.timeout(patience);
    const signal = stop === undefined ? limit : AbortSignal.any([limit, stop]);
    const answer = await receiveAnswer(socket, query, signal);
    if (answer !== undefined) return answer;
  }
  throw new Error(`no answer in ${attempts} attempts`);
}

/** Passes over what answers something else; undefined when it takes too long. */
async function receiveAnswer(
  socket: DatagramSocket,
  query: Uint8Array,
  signal: AbortSignal,
): Promise<dns.DecodedPacket | undefined> {
  const buffer = Buffer.alloc(4096);
  try {
    for (;;) {
      const { bytesReceived } = await socket.receiveFrom(buffer, { signal });
      const answer = decodeAnswer(buffer.subarray(0, bytesReceived), query);
      if (answer !== undefined) return answer;
    }
  } catch (error) {
    if (isWskError(error, "STATUS_CANCELLED")) return undefined;
    throw error;
  }
}

async function askByConnection(
  wsk: WskClient,
  query: Buffer,
  { server, stop }: AskOptions,
): Promise<dns.DecodedPacket> {
  const local = anyAddress(server.family);
  const signal = stop;
  const socket = await wsk.socketConnect(local, server, { signal });
  try {
    const message = Buffer.alloc(2 + query.length);
    message.writeUInt16BE(query.length);
    message.set(query, 2);
    await socket.send(message, { signal });
    const length = await receiveAll(socket, Buffer.alloc(2), signal);
    const size = length.readUInt16BE();
    const data = await receiveAll(socket, Buffer.alloc(size), signal);
    const answer = decodeAnswer(data, query);
    if (answer === undefined) throw new Error("not the answer to the question");
    return answer;
  } finally {
    await part(socket);
  }
}

async function receiveAll(
  socket: ConnectionOrientedSocket,
  buffer: Buffer,
  signal: AbortSignal | undefined,
): Promise<Buffer> {
  const flags = { waitall: true };
  const received = await socket.receive(buffer, { flags, signal });
  if (received < buffer.length) throw new Error("the answer is incomplete");
  return buffer;
}

/** Undefined unless it answers this very question. */
function decodeAnswer(
  data: Buffer,
  query: Uint8Array,
): dns.DecodedPacket | undefined {
  try {
    const answer = dns.decode(data);
    const asked = dns.decode(Buffer.from(query));
    const same =
      answer.flag_qr &&
      answer.id === asked.id &&
      keyOf(answer) === keyOf(asked);
    return same ? answer : undefined;
  } catch {
    return undefined;
  }
}

function keyOf({ questions = [] }: dns.Packet): string {
  return questions
    .map(({ name, type }) => `${type} ${name}`.toLowerCase())
    .join();
}

/** One line for each record, as `dig +short` prints it. */
export function printRecord(record: dns.Answer): string {
  if (record.type !== "TXT") return String("data" in record ? record.data : "");
  const parts = Array.isArray(record.data) ? record.data : [record.data];
  return parts.map((part) => `"${part.toString()}"`).join(" ");
}

await runAsMain(import.meta.filename, async (wsk, args, stop) => {
  const [server = "127.0.0.1:53", name = "localhost", type = "A"] = args;
  if (type !== "A" && type !== "AAAA" && type !== "TXT") {
    throw new Error(`cannot ask for ${type}: A, AAAA and TXT are known`);
  }
  const options = { server: parseAddress(server), stop };
  for (const record of await ask(wsk, { name, type }, options)) {
    console.log(printRecord(record));
  }
});
