/** The configuration file: which tables there are, and where their packages go. @module */

/** One table and the folder of the package that is generated from it. */
export interface TableConfig {
  /** The root file of the table, relative to the configuration file. */
  readonly table: string;
  /** The folder that captable owns, relative to the configuration file. */
  readonly output: string;
  /**
   * `true`: the table is one's own, and may be as large as memory allows. By default its size is limited, since a
   * table may come from a stranger.
   */
  readonly large?: boolean;
}

/** What `captable.config.*` exports, or `captable` in `package.json` holds. */
export interface CaptableConfig {
  readonly tables: readonly TableConfig[];
  /** `false`: nothing is kept between runs, and every one is a full run. */
  readonly cache?: boolean;
}

/** Gives a configuration back as it is; it is there for the editor to know its type. */
export function defineConfig(config: CaptableConfig): CaptableConfig {
  return config;
}
