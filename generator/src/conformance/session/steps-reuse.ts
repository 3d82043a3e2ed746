/** Buffers of calls that have completed: they are the application's again, which uses them for something else. @module */
import type { Step } from "../../model/model.ts";
import type { Type } from "../../model/types.ts";
import { argumentOf } from "./steps-calls.ts";
import type { Happened, Scene } from "./steps-scene.ts";

/** What an application might write next. */
const OTHER_DATA = 0xa5;

/**
 * Overwrites the buffers that a completed call was made with. A provider that goes on reading from them, or takes what it
 * has written there for its own, gives itself away in later steps.
 */
export function reuseBuffers(
  { situation }: Scene,
  { begin }: Step,
  { call, outcome }: Happened,
): void {
  // What a call that is only begun has filled is looked at when it is awaited.
  if (call === undefined || outcome === undefined || begin !== undefined)
    return;
  const { row, pending } = call;
  const kept = new Set([...situation.values.values()].map(memoryOf));
  for (const { name, type } of row.params) {
    const value = isBytes(type) && argumentOf(row, pending.args, name);
    if (value instanceof Uint8Array && !kept.has(value.buffer)) {
      value.fill(OTHER_DATA);
    }
  }
}

function isBytes(type: Type): boolean {
  if (type.kind === "optional") return isBytes(type.of);
  return type.kind === "primitive" && type.name === "bytes";
}

function memoryOf(value: unknown): unknown {
  return ArrayBuffer.isView(value) ? value.buffer : undefined;
}
