import { parseArgs } from "node:util";
import type { WskProvider } from "@captable/wsk";
import { MemoryNetwork, memoryProvider } from "@captable/wsk-memory";
import { nodeProvider } from "@captable/wsk-node";
import { RETAINED_BYTES } from "./limits.ts";

/** What a soak is started with. */
export interface Settings {
  readonly seed: number;
  readonly provider: "node" | "memory";
  readonly seconds: number;
  /** Per category. */
  readonly cycles: number;
}

/** Reads the arguments of a program. Without a seed, it takes one. */
export function readSettings(args: readonly string[]): Settings {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: "string" },
      provider: { type: "string", default: "node" },
      seconds: { type: "string", default: "60" },
      cycles: { type: "string", default: "20000" },
    },
  });
  const { provider, seed = String(Date.now() % 1_000_000_000) } = values;
  if (provider !== "node" && provider !== "memory") {
    throw new TypeError(`--provider must be node or memory, not ${provider}`);
  }
  return {
    provider,
    seed: positive("seed", seed),
    seconds: positive("seconds", values.seconds),
    cycles: positive("cycles", values.cycles),
  };
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new TypeError(`--${name} must be a positive integer, not ${text}`);
}

export function providerOf({ provider, seed }: Settings): WskProvider {
  const retainedBytes = RETAINED_BYTES;
  if (provider === "node") return nodeProvider({ retainedBytes });
  return memoryProvider({
    retainedBytes,
    network: new MemoryNetwork({ seed }),
  });
}
