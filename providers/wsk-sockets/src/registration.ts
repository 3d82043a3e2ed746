import type {
  CaptureProviderNPIOptions,
  Factory,
  ProviderCharacteristics,
  RegisterOptions,
  WskClient,
  WskClientHost,
  WskRegistrationDispatch,
  WskRegistrationHost,
} from "@captable/wsk";
import { TransportClient } from "./client.ts";
import type { Environment, Limits } from "./environment.ts";
import { StaticEvents } from "./events/static-events.ts";
import { fail } from "./failing.ts";
import { InspectIds } from "./listening/inspect-ids.ts";
import { TransportChanges } from "./transport-changes.ts";
import type { Transport } from "./transport/transport.ts";
import { WSK_VERSION } from "./transports.ts";
import { Usage } from "./usage.ts";

/** What stands behind a registration. */
export interface Foundation {
  readonly factory: Factory;
  readonly transport: Transport;
  readonly limits: Limits;
}

/** The client object of a registration, as long as it is captured. */
interface Captured {
  readonly client: WskClient;
  readonly host: WskClientHost;
  /** One per capture. */
  readonly releases: (() => void)[];
}

/** A registration. The provider is always there, so that nothing has to be waited for. */
export class TransportRegistration implements WskRegistrationDispatch {
  readonly #host: WskRegistrationHost;
  readonly #options: RegisterOptions;
  readonly #environment: Environment;
  #captured: Captured | undefined;
  /** Whether sockets have been made: a client object that is captured later then starts so. */
  #inUse = false;

  constructor(
    host: WskRegistrationHost,
    foundation: Foundation,
    options: RegisterOptions,
  ) {
    this.#host = host;
    this.#options = options;
    this.#environment = {
      ...foundation,
      usage: new Usage(),
      statics: new StaticEvents(),
      inspectIds: new InspectIds(),
      changes: new TransportChanges(),
    };
  }

  captureProviderNPI(_options: CaptureProviderNPIOptions): Promise<WskClient> {
    const { version = WSK_VERSION } = this.#options.clientNpi?.dispatch ?? {};
    if (version !== WSK_VERSION) {
      throw fail(
        this.#host,
        "captureProviderNPI",
        "STATUS_NOINTERFACE",
        `version 0x${version.toString(16)} is not supported`,
      );
    }
    this.#captured ??= this.#capture();
    this.#captured.releases.push(this.#environment.usage.hold());
    return Promise.resolve(this.#captured.client);
  }

  releaseProviderNPI(): void {
    const captured = this.#captured;
    if (captured === undefined) {
      throw fail(
        this.#host,
        "releaseProviderNPI",
        "STATUS_INVALID_DEVICE_STATE",
        "nothing is captured",
      );
    }
    captured.releases.pop()?.();
    if (captured.releases.length > 0) return;
    this.#captured = undefined;
    this.#inUse ||= captured.host.state === "inUse";
    captured.host.report("providerReleased");
  }

  queryProviderCharacteristics(): ProviderCharacteristics {
    return { highestVersion: WSK_VERSION, lowestVersion: WSK_VERSION };
  }

  deregister(): Promise<void> {
    this.#environment.changes.end();
    return this.#environment.usage.idle();
  }

  #capture(): Captured {
    let made: WskClientHost | undefined;
    const client = this.#environment.factory.create(
      "client",
      this.#inUse ? "inUse" : "captured",
      (host) => {
        made = host;
        return new TransportClient(host, this.#environment);
      },
      this.#options.clientNpi?.dispatch?.events,
    );
    if (made === undefined) throw new TypeError("the factory gave no host");
    return { client, host: made, releases: [] };
  }
}
