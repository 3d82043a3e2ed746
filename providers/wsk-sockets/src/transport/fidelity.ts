/**
 * - `native`: the transport does what the table says.
 * - `emulated`: the provider does it, as far as its reason says.
 * - `unsupported`: what asks for it fails with STATUS_NOT_SUPPORTED; an event
 *   or a flag of a result never comes.
 */
export type Fidelity = "native" | "emulated" | "unsupported";

/** How a provider honours something that the table leaves to the transport. */
export interface Support {
  readonly kind:
    "option" | "ioctl" | "clientControl" | "event" | "flag" | "parameter";
  readonly name: string;
  /** The categories that it is so for. */
  readonly categories: readonly string[];
  readonly fidelity: Fidelity;
  readonly reason: string;
}

/** One line of a {@link fidelityTable}. Categories are separated by spaces. */
export type FidelityLine = readonly [
  name: string,
  categories: string,
  fidelity: Fidelity,
  reason: string,
];

/** What a provider honours, and how, written one line each. What is not listed is native. */
export function fidelityTable(
  kinds: Readonly<Record<Support["kind"], readonly FidelityLine[]>>,
): readonly Support[] {
  const entries: Support[] = [];
  for (const kind of kindsInOrder) {
    for (const [name, categories, fidelity, reason] of kinds[kind]) {
      entries.push({
        kind,
        name,
        categories: categories.split(" "),
        fidelity,
        reason,
      });
    }
  }
  return entries;
}

const kindsInOrder: readonly Support["kind"][] = [
  "option",
  "ioctl",
  "clientControl",
  "event",
  "flag",
  "parameter",
];

/** Why a category does not honour something; undefined if it does. */
export function reasonAgainst(
  table: readonly Support[],
  name: string,
  category: string,
): string | undefined {
  return table.find(
    (support) =>
      support.name === name &&
      support.fidelity === "unsupported" &&
      support.categories.includes(category),
  )?.reason;
}
