import type {
  AddressFamily,
  CategoryName,
  Protocol,
  SocketType,
  Transport,
} from "@captable/wsk";

/** The version of WSK that is implemented: 1.0. */
export const WSK_VERSION = 0x0100;

/** These sockets, as WSK names providers. */
const PROVIDER_ID = "f3c1f4b6-52d7-4b0a-9a57-6d1c1d0f8a21";

const protocols: Readonly<Partial<Record<SocketType, Protocol>>> = {
  stream: "tcp",
  datagram: "udp",
};

const families: readonly AddressFamily[] = ["IPv4", "IPv6"];

/** What there are sockets for. */
export const transports: readonly Transport[] = Object.freeze(
  families.flatMap((addressFamily) =>
    (["stream", "datagram"] as const).map((socketType) =>
      Object.freeze({
        version: WSK_VERSION,
        socketType,
        protocol: protocols[socketType] ?? "tcp",
        addressFamily,
        providerId: PROVIDER_ID,
      }),
    ),
  ),
);

/** Whether there are sockets of the type and the protocol, which defaults to the type's. */
export function hasTransport(
  socketType: SocketType,
  protocol: Protocol = protocols[socketType] ?? "raw",
): boolean {
  return protocols[socketType] === protocol;
}

/** Whether sockets of the category can be made for the type and protocol. */
export function suits(
  category: CategoryName,
  socketType: SocketType,
  protocol: Protocol | undefined,
): boolean {
  if (!hasTransport(socketType, protocol)) return false;
  return category === "basic" || socketType === defaultType(category);
}

export function defaultType(category: CategoryName): SocketType {
  return category === "datagram" ? "datagram" : "stream";
}
