import type { WskClient } from "@captable/wsk";
import type { Peer } from "./peer-process.ts";
import type { Wrapper } from "./wrapped.ts";

/** What the rows about connections are held with. */
export interface Setting {
  readonly wsk: WskClient;
  readonly peer: Peer;
  readonly wrappers: readonly Wrapper[];
}
