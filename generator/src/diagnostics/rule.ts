/** What a row of the catalog of diagnostics looks like. @module */

/** One kind of diagnostic; `P` is what its message needs to know. */
export interface Rule<P> {
  /** Stable, `CT` and three digits. */
  readonly code: string;
  readonly severity: "error" | "warning";
  /** What is wrong, one sentence without a full stop. */
  readonly message: (about: P) => string;
  /** How to mend it. */
  readonly help: (about: P) => string;
  /** Why it is wrong or what it would break, if the message does not say it. */
  readonly reason?: string;
}

/** What a message about an unknown name needs. */
export interface Unknown {
  /** What the name should be the name of, such as `function`. */
  readonly kind: string;
  readonly name: string;
  /** The closest name that exists. */
  readonly suggestion?: string | undefined;
  /** Names that exist, if they are few enough to be told. */
  readonly known?: readonly string[] | undefined;
  /** What to do instead, if the name is one of another language. */
  readonly instead?: string | undefined;
}

/** Help for a name that does not exist. */
export function helpWithName(about: Unknown): string {
  if (about.instead !== undefined) return about.instead;
  if (about.suggestion !== undefined) {
    return `did you mean ${quote(about.suggestion)}?`;
  }
  if (about.known !== undefined && about.known.length > 0) {
    return `use ${oneOf(about.known)}`;
  }
  return `declare ${withArticle(about.kind)} of that name, or correct it`;
}

/** More of a name, or of what should be one, nobody reads. */
const LONGEST_QUOTE = 80;

/** `"name"`. */
export function quote(name: string): string {
  if (name.length <= LONGEST_QUOTE) return JSON.stringify(name);
  return JSON.stringify(`${name.slice(0, LONGEST_QUOTE)}…`);
}

/** What to choose from: one name, two, or a list. */
export function oneOf(names: readonly string[]): string {
  return names.length > 2 ? `one of ${listNames(names)}` : names.join(" or ");
}

/** Names in a row, cut off where it would become tedious. */
export function listNames(names: readonly string[]): string {
  const shown = names.slice(0, 24).join(", ");
  return names.length > 24 ? `${shown}, …` : shown;
}

function withArticle(kind: string): string {
  return /^[aeiou]/.test(kind) ? `an ${kind}` : `a ${kind}`;
}
