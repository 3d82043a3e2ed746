/** Builds the package that lies in Stryker's sandbox, which is where it is run. */
import { join } from "node:path";
import { buildPackage } from "../build.ts";
import { BUILT } from "./built.ts";

await buildPackage(undefined, process.cwd(), join(process.cwd(), BUILT));
