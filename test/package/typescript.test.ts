import { describe } from "vitest";
import { compilesConsumers } from "./consumers.ts";

describe("the newest TypeScript", () => {
  compilesConsumers("typescript-7");
});
