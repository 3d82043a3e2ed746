/** Puts a planned test together. @module */
import type { Context, Need, PlannedTest, Test } from "../../planned.ts";
import { negative } from "./negative.ts";

/** A planned test, with the negative that takes its place. */
export function test(
  entry: PlannedTest,
  needs: () => readonly Need[],
  run: (context: Context) => Promise<void>,
): Test {
  return { ...entry, needs, run, negative };
}
