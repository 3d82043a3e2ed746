import type { Clock, Scheduled } from "./clock.ts";

/** How long a peer may stay away from a connection that is kept alive, in milliseconds. */
const PATIENCE = 7_200_000;

/** Notices a peer that stays away. As long as it is there, no probe need travel. */
export class KeepAlive {
  readonly #clock: Clock;
  readonly #isAway: () => boolean;
  readonly #lapse: () => void;
  #isOn = false;
  #probe: Scheduled | undefined;

  /**
   * @param isAway - whether the peer is away at present
   * @param lapse - called when it has stayed away for too long
   */
  constructor(clock: Clock, isAway: () => boolean, lapse: () => void) {
    this.#clock = clock;
    this.#isAway = isAway;
    this.#lapse = lapse;
  }

  set isOn(isOn: boolean) {
    this.#isOn = isOn;
    this.probe();
  }

  /** Whether the peer is there may have changed. */
  probe(): void {
    if (!this.#isOn || !this.#isAway()) {
      this.#callOff();
      return;
    }
    this.#probe ??= this.#clock.schedule(PATIENCE, () => {
      this.#probe = undefined;
      if (this.#isOn && this.#isAway()) this.#lapse();
    });
  }

  stop(): void {
    this.#isOn = false;
    this.#callOff();
  }

  #callOff(): void {
    if (this.#probe === undefined) return;
    this.#clock.callOff(this.#probe);
    this.#probe = undefined;
  }
}
