/** A git repository of somebody who uses captable, installed from its packed tarball. */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ROOT } from "./tables.ts";

/** The tools whose snippets are run, exactly so. */
const TOOLS = ["husky@9.1.7", "lefthook@2.2.2"];

export const TABLE = `captable: 1
name: lamp
title: Lamps
object: Lamp
errorClass: LampError
package: { name: lamp, version: 1.0.0, license: MIT }
errors:
  BAD: { code: 1, doc: Something was wrong. }
violations:
  { argument: BAD, state: BAD, role: BAD, closed: BAD, missing: BAD, cancelled: BAD, unsupported: BAD }
functions:
  light: { doc: Lights the lamp. }
categories:
  plain: { doc: A lamp., functions: [light] }
`;

export interface Outcome {
  readonly code: number | null;
  readonly output: string;
}

/** Neither the settings of whoever tests, nor those of the git and the npm that run the test, have a say. */
const ENVIRONMENT: NodeJS.ProcessEnv = {
  ...Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(?:GIT|npm)_/i.test(name),
    ),
  ),
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_AUTHOR_NAME: "somebody",
  GIT_AUTHOR_EMAIL: "somebody@example.org",
  GIT_COMMITTER_NAME: "somebody",
  GIT_COMMITTER_EMAIL: "somebody@example.org",
  npm_config_prefer_offline: "true",
  npm_config_ignore_scripts: "true",
  npm_config_audit: "false",
  npm_config_fund: "false",
};

export class Project {
  readonly #top: string;
  readonly root: string;

  constructor() {
    this.#top = mkdtempSync(join(tmpdir(), "captable-project-"));
    this.root = join(this.#top, "project");
    mkdirSync(this.root);
  }

  /** Installs captable as a stranger would, generates, and commits all of it. */
  setUp(): void {
    this.must(
      `npm pack --pack-destination '${this.#top}'`,
      join(ROOT, "generator"),
    );
    const tarball = readdirSync(this.#top).find((it) => it.endsWith(".tgz"));
    this.write("package.json", '{ "name": "project", "private": true }\n');
    this.write(".gitignore", "node_modules/\n");
    this.write("lamp.yaml", TABLE);
    const tables = [{ table: "lamp.yaml", output: "generated/lamp" }];
    this.write("captable.config.json", `${JSON.stringify({ tables })}\n`);
    this.must("git init -q");
    this.must(`npm install --save-dev ../${tarball}`);
    this.must("npx --no-install captable generate");
    this.must("git add . && git commit -qm first && git tag first");
  }

  /** Installs what runs hooks. */
  installTools(): void {
    this.must(`npm install --no-save ${TOOLS.join(" ")}`);
  }

  /** Another repository beside it, with these files and the tag `v1`; its path. */
  publish(name: string, files: Readonly<Record<string, string>>): string {
    const folder = join(this.#top, name);
    mkdirSync(folder);
    for (const [file, text] of Object.entries(files))
      writeFileSync(join(folder, file), text);
    this.must("git init -q && git add . && git commit -qm v1", folder);
    this.must("git tag v1", folder);
    return folder;
  }

  /** Changes the table, but not what is generated from it. */
  makeStale(): void {
    this.write("lamp.yaml", TABLE.replace("A lamp.", "A lamp that is lit."));
  }

  /** Back to the first commit, without hooks. */
  reset(): void {
    this.run("git config --unset core.hooksPath || true; rm -rf .git/hooks");
    this.must("git reset -q --hard first && git clean -qffdx -e node_modules");
  }

  head(): string {
    return this.must("git rev-parse HEAD");
  }

  run(
    command: string,
    cwd: string = this.root,
    env: Readonly<Record<string, string>> = {},
  ): Outcome {
    const { status, stdout, stderr } = spawnSync(
      "bash",
      ["--noprofile", "--norc", "-eo", "pipefail", "-c", command],
      {
        cwd,
        env: {
          ...ENVIRONMENT,
          PRE_COMMIT_HOME: join(this.#top, "cache"),
          ...env,
        },
        encoding: "utf8",
      },
    );
    return { code: status, output: stdout + stderr };
  }

  must(command: string, cwd: string = this.root): string {
    const { code, output } = this.run(command, cwd);
    if (code !== 0)
      throw new Error(`${command} ended with ${code}:\n${output}`);
    return output;
  }

  write(path: string, text: string, mode = 0o644): void {
    const file = join(this.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    chmodSync(file, mode);
  }

  remove(): void {
    rmSync(this.#top, { recursive: true, force: true });
  }
}
