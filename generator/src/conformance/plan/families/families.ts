/** All families, in the order in which they are run and reported. @module */
import type { Family } from "../planned.ts";

export const families: readonly Family[] = [];
