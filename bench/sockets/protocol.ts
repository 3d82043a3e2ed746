/** What both processes know. */
export const HOST = "127.0.0.1";

/** In bytes: what is written, and asked for, at a time. */
export const BLOCK = 64 * 1024;

export type Service = "source" | "sink" | "echo" | "idle";

/** Where the peer serves. */
export type Ports = Readonly<Record<Service | "datagrams", number>>;

/** What the peer is asked for. */
export type Command =
  | { readonly do: "dial"; readonly port: number; readonly service: Service }
  | { readonly do: "flood"; readonly port: number; readonly size: number }
  | { readonly do: "rest" };

/** The four bytes that a number of blocks is announced by. */
export function announcement(blocks: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(blocks);
  return bytes;
}
