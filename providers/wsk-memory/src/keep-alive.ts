import type { Clock, Scheduled } from "./clock.ts";
import type { Pipe } from "./pipe.ts";

/** How long a peer may stay away from a connection that is kept alive, in milliseconds. */
const PATIENCE = 7_200_000;

/** Notices a peer that stays away. As long as it is there, no probe need travel. */
export class KeepAlive {
  readonly #clock: Clock;
  readonly #out: Pipe;
  readonly #lapse: () => void;
  #isOn = false;
  #probe: Scheduled | undefined;

  /** @param lapse - called when the peer has stayed away for too long */
  constructor(clock: Clock, out: Pipe, lapse: () => void) {
    this.#clock = clock;
    this.#out = out;
    this.#lapse = lapse;
  }

  set isOn(isOn: boolean) {
    this.#isOn = isOn;
    this.probe();
  }

  /** Whether the peer is there may have changed. */
  probe(): void {
    const isAway = this.#isOn && this.#out.isBlocked;
    if (!isAway || this.#probe !== undefined) return;
    this.#probe = this.#clock.schedule(PATIENCE, () => {
      this.#probe = undefined;
      if (this.#isOn && this.#out.isBlocked) this.#lapse();
    });
  }

  stop(): void {
    this.#isOn = false;
    if (this.#probe !== undefined) this.#clock.callOff(this.#probe);
  }
}
