import { describe } from "vitest";
import { compilesConsumers } from "./consumers.ts";

describe.each(["typescript-5.9", "typescript"])(
  "an older TypeScript (%s)",
  compilesConsumers,
);
