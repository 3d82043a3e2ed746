/** All groups, by the order in which they are measured. A new one is a module beside this one and a line in it. @module */
import type { Group } from "../report/result.ts";
import { generator } from "./generator/generator.ts";

export const GROUPS: readonly Group[] = [generator];
