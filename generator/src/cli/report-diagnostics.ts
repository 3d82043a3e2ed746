/** Prints what was found in tables. @module */
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Core } from "./core.ts";
import type { Package } from "./packages.ts";
import { count, type Printer } from "./printer.ts";

/** Prints every diagnostic once, also one in a file that several tables import, and how many there are. */
export async function reportDiagnostics(
  packages: readonly Package[],
  load: () => Promise<Core>,
  { err }: Printer,
): Promise<void> {
  const printed = new Map<string, Diagnostic>();
  for (const { compiled } of packages)
    for (const diagnostic of compiled.diagnostics) {
      const key = JSON.stringify(diagnostic);
      if (printed.has(key)) continue;
      printed.set(key, diagnostic);
      const core = await load();
      const text = core.format(diagnostic, compiled.sources, err.colors);
      err.line(`${text.trimEnd()}\n`);
    }
  const total = (severity: Diagnostic["severity"]): number =>
    [...printed.values()].filter((it) => it.severity === severity).length;
  const accepted = new Set(
    packages.flatMap(({ compiled }) =>
      compiled.accepted.map((it) => JSON.stringify(it)),
    ),
  );
  const counts = [
    ...(total("error") > 0 ? [count(total("error"), "error")] : []),
    ...(total("warning") > 0 ? [count(total("warning"), "warning")] : []),
    ...(accepted.size > 0 ? [count(accepted.size, "accepted warning")] : []),
  ];
  if (counts.length > 0) err.line(counts.join(", "));
}
