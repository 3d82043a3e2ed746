import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";

/** What a consumer's bundle holds, minified or not. */
async function bundle(source: string, minify: boolean): Promise<string> {
  const result = await build({
    stdin: {
      contents: source,
      resolveDir: fileURLToPath(new URL(".", import.meta.url)),
    },
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    minify,
    write: false,
  });
  return result.outputFiles[0]?.text ?? "";
}

describe("a consumer that imports one guard", () => {
  const guard = `import { isListeningSocket } from "@captable/wsk"; console.log(isListeningSocket({}));`;
  const everything = `import * as wsk from "@captable/wsk"; console.log(wsk);`;

  it("gets no class", async () => {
    const code = await bundle(guard, false);
    expect(code).toContain("isListeningSocket");
    expect(code).not.toMatch(/class \w*Socket\b/);
    expect(code).not.toContain("STATUS_CONNECTION_RESET");
  });

  it("while one who imports everything gets all of them", async () => {
    const code = await bundle(everything, false);
    for (const name of [
      "Basic",
      "Listening",
      "Datagram",
      "ConnectionOriented",
      "Stream",
    ]) {
      expect(code).toMatch(
        new RegExp(`class ${name}Socket\\b|${name}Socket = class`),
      );
    }
    expect(code).toContain("STATUS_CONNECTION_RESET");
  });

  it("pays a small part of the whole", async () => {
    const part = await bundle(guard, true);
    const whole = await bundle(everything, true);
    console.log(
      `one guard: ${part.length} of ${whole.length} minified characters`,
    );
    expect(part.length).toBeLessThan(whole.length / 20);
  });
});
