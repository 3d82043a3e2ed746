import type { AddressFamily } from "@captable/wsk";
import { checkIPv6 } from "./control.ts";
import { fail, type Failing } from "./failing.ts";
import type { Sharing } from "./transport/port.ts";

/** How a socket is to be bound, as far as options say it. */
interface Binding {
  readonly family: AddressFamily;
  ipv6Only: boolean;
  sharing: Sharing;
}

/** What sets the options of a local address. */
export interface LocalSetters {
  IPV6_V6ONLY(value: boolean): void;
  SO_EXCLUSIVEADDRUSE(value: boolean): void;
  SO_REUSEADDR(value: boolean): void;
}

/** What reads them. */
export interface LocalGetters {
  SO_EXCLUSIVEADDRUSE(): boolean;
  SO_REUSEADDR(): boolean;
}

/** Of the two ways to share, which exclude each other, the one that was asked for last holds. */
export function localSetters(host: Failing, binding: Binding): LocalSetters {
  const share = (sharing: Sharing, on: boolean): void => {
    if (on) binding.sharing = sharing;
    else if (binding.sharing === sharing) binding.sharing = "default";
  };
  return {
    IPV6_V6ONLY: (value) => {
      checkIPv6(host, binding.family);
      binding.ipv6Only = value;
    },
    SO_EXCLUSIVEADDRUSE: (value) => share("exclusive", value),
    SO_REUSEADDR: (value) => share("reuse", value),
  };
}

export function localGetters(binding: Binding): LocalGetters {
  return {
    SO_EXCLUSIVEADDRUSE: () => binding.sharing === "exclusive",
    SO_REUSEADDR: () => binding.sharing === "reuse",
  };
}

/** What a socket gets unless told otherwise is the transport's secret until it is bound or connected. */
export function knownReceiveBuffer(
  host: Failing,
  size: number | undefined,
): number {
  if (size !== undefined) return size;
  throw fail(
    host,
    "controlSocket",
    "STATUS_NOT_SUPPORTED",
    "SO_RCVBUF: not known yet, unless it is set",
  );
}
