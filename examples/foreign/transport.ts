import { ipNameLookup } from "@bytecodealliance/preview3-shim/sockets";
import type { NameInfo, SocketAddress } from "@captable/wsk";
import type {
  DatagramBinding,
  DatagramEvents,
  DatagramPort,
  NameAnswer,
  NameQuery,
  StreamBinding,
  StreamPort,
  Support,
  Transport,
} from "@captable/wsk-sockets";
import { spelled } from "./addresses.ts";
import { bindDatagram } from "./datagram-port.ts";
import { failureOf, lacking } from "./failures.ts";
import { fidelity } from "./fidelity.ts";
import { ForeignStreamPort } from "./stream-port.ts";

/** The network as the package shows it. Options of a binding that it lacks are refused by what the fidelity says. */
export class ForeignTransport implements Transport {
  readonly fidelity: readonly Support[] = fidelity;

  bindStream(address: SocketAddress, _binding: StreamBinding): StreamPort {
    return new ForeignStreamPort(address);
  }

  bindDatagram(
    address: SocketAddress,
    binding: DatagramBinding,
    events: DatagramEvents,
  ): Promise<DatagramPort> {
    return bindDatagram(address, binding, events);
  }

  localAddresses(): readonly SocketAddress[] {
    throw lacking("the addresses of the host");
  }

  watchAddresses(): () => void {
    throw lacking("the addresses of the host");
  }

  async resolve(query: NameQuery): Promise<readonly NameAnswer[]> {
    const { name, family, addrConfig, all, v4Mapped } = query;
    if (addrConfig || all || v4Mapped) throw lacking("hints");
    try {
      const found = await ipNameLookup.resolveAddresses(name);
      return found
        .map(answer)
        .filter((it) => (family ?? it.family) === it.family);
    } catch (error) {
      throw failureOf(error);
    }
  }

  nameOf(): Promise<NameInfo> {
    throw lacking("the names of addresses");
  }

  /** Once all promises have run, and before anything comes from the worker. */
  defer(task: () => void): void {
    queueMicrotask(() => process.nextTick(task));
  }
}

type Found = Awaited<ReturnType<typeof ipNameLookup.resolveAddresses>>[number];

function answer({ tag, val }: Found): NameAnswer {
  return tag === "ipv4"
    ? { family: "IPv4", address: val.join(".") }
    : { family: "IPv6", address: spelled(val) };
}
