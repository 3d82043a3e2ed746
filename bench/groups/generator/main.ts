// The generator beside its rivals. npm run bench:generator [-- --quick] [--sizes 5,100] [--only TEXT]
import { parseArgs } from "node:util";
import { machineLine } from "../../measure/machine.ts";
import { keepResults, refreshPage } from "../../report/keep.ts";
import { SIZES } from "../../tables/table.ts";
import { measure } from "./measure.ts";
import { textOf } from "./tables.ts";

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    sizes: { type: "string", default: "" },
    only: { type: "string", default: "" },
  },
});
const known = SIZES.map(({ categories }) => categories);
const sizes = values.sizes.split(",").filter(Boolean).map(Number);
const unknown = sizes.filter((it) => !known.includes(it));
if (unknown.length > 0)
  throw new Error(`there is no size ${unknown.join()}: ${known.join(", ")}`);

const data = await measure({ ...values, sizes });
const machine = machineLine();
const text = textOf(machine, data);
console.log(`${text}\n`);
// A look, and a part of the rivals, are no result.
if (!values.quick && values.only === "") {
  await keepResults("generator", { group: "generator", machine, data });
  await refreshPage("docs/performance.md", "generator", text);
}
