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
import type { Bind } from "./bound.ts";
import { NodeClient } from "./client.ts";
import type { Environment } from "./environment.ts";
import { PendingQueue } from "./queue.ts";
import { cancelled } from "./statuses.ts";
import { WSK_VERSION } from "./transports.ts";
import { Usage } from "./usage.ts";

/** The client object of a registration, as long as it is captured. */
interface Captured {
  readonly client: WskClient;
  readonly host: WskClientHost;
  /** One per capture. */
  readonly releases: (() => void)[];
}

/** A registration. The provider is always there, so that nothing has to be waited for. */
export class NodeRegistration implements WskRegistrationDispatch {
  readonly #host: WskRegistrationHost;
  readonly #options: RegisterOptions;
  readonly #environment: Environment;
  #captured: Captured | undefined;

  constructor(
    host: WskRegistrationHost,
    factory: Factory,
    bind: Bind,
    options: RegisterOptions,
  ) {
    this.#host = host;
    this.#options = options;
    this.#environment = {
      factory,
      bind,
      usage: new Usage(),
      changes: new PendingQueue((client, reason) =>
        cancelled(client, "controlClient", reason),
      ),
    };
  }

  captureProviderNPI(_options: CaptureProviderNPIOptions): Promise<WskClient> {
    const { version = WSK_VERSION } = this.#options.clientNpi?.dispatch ?? {};
    if (version !== WSK_VERSION) {
      throw this.#host.fail("captureProviderNPI", "STATUS_NOINTERFACE", {
        message: `version 0x${version.toString(16)} is not supported`,
      });
    }
    this.#captured ??= this.#capture();
    this.#captured.releases.push(this.#environment.usage.hold());
    return Promise.resolve(this.#captured.client);
  }

  releaseProviderNPI(): void {
    const captured = this.#captured;
    if (captured === undefined) {
      throw this.#host.fail(
        "releaseProviderNPI",
        "STATUS_INVALID_DEVICE_STATE",
        { message: "nothing is captured" },
      );
    }
    captured.releases.pop()?.();
    if (captured.releases.length > 0) return;
    this.#captured = undefined;
    captured.host.report("providerReleased");
  }

  queryProviderCharacteristics(): ProviderCharacteristics {
    return { highestVersion: WSK_VERSION, lowestVersion: WSK_VERSION };
  }

  deregister(): Promise<void> {
    this.#environment.changes.rejectAll((client) =>
      client.fail("controlClient", "STATUS_CANCELLED", {
        message: "the registration is being ended",
      }),
    );
    return this.#environment.usage.idle();
  }

  #capture(): Captured {
    let made: WskClientHost | undefined;
    const client = this.#environment.factory.create(
      "client",
      "captured",
      (host) => {
        made = host;
        return new NodeClient(host, this.#environment);
      },
      this.#options.clientNpi?.dispatch?.events,
    );
    if (made === undefined) throw new TypeError("the factory gave no host");
    return { client, host: made, releases: [] };
  }
}
