/** What is counted. */
const names = [
  "connections",
  "turnedDown",
  "connectsCancelled",
  "breaks",
  "bytes",
  "sendsCancelled",
  "receivesCancelled",
  "indications",
  "retained",
  "inspections",
  "datagramsSent",
  "datagramsReceived",
  "basics",
] as const;

export type Counted = (typeof names)[number];

/** How much of everything there has been. */
export class Tally {
  readonly #counts = new Map<Counted, number>();

  add(name: Counted, count: number = 1): void {
    this.#counts.set(name, this.of(name) + count);
  }

  of(name: Counted): number {
    return this.#counts.get(name) ?? 0;
  }

  /** What should have been and has not. */
  get missing(): readonly Counted[] {
    return names.filter((name) => this.of(name) === 0);
  }

  toString(): string {
    return names.map((name) => `${name} ${this.of(name)}`).join(", ");
  }
}
