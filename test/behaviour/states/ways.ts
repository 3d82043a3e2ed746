import { honours, type Subject } from "../subject.ts";
import { connectionOrientedWays, streamConnectionWays } from "./connections.ts";
import type { Way } from "./situation.ts";
import {
  basicWays,
  datagramWays,
  listeningWays,
  streamListeningWays,
} from "./unconnected.ts";

export const categories = [
  "basic",
  "listening",
  "datagram",
  "connectionOriented",
  "stream",
] as const;

type Category = (typeof categories)[number];

const all: Readonly<Record<Category, readonly Way[]>> = {
  basic: basicWays,
  listening: listeningWays,
  datagram: datagramWays,
  connectionOriented: connectionOrientedWays,
  stream: [...streamConnectionWays, ...streamListeningWays],
};

/** Every way that a subject has into a state of a category. */
export function waysOf(subject: Subject, category: Category): readonly Way[] {
  return all[category].filter(
    ({ needs }) => needs === undefined || honours(subject, needs, category),
  );
}
