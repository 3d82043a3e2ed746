import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { portOf, run, startExample } from "./processes.ts";
import { find } from "./tools.ts";

const PAGE = `<!doctype html>
<title>Served</title>
<link rel="stylesheet" href="style.css">
<img id="image" src="images/dot.png" alt="">
<script src="page.js"></script>
`;
const STYLE = "img { width: 123px }";
/** What it finds is there when the page has loaded: the browser does not wait for more. */
const SCRIPT = `
  addEventListener("load", () => {
    const get = (path) => {
      const request = new XMLHttpRequest();
      request.open("GET", path, false);
      request.send();
      return [request.status, request.responseText.length];
    };
    const image = document.getElementById("image");
    document.body.dataset.seen = [
      image.naturalWidth, image.width, ...get("big.txt"), get("none.txt")[0],
    ].join(" ");
  });
`;
const DOT = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);

const FLAGS = [
  ...["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic"],
  ...["--no-first-run", "--disable-background-networking"],
  ...["--disable-component-update", "--disable-sync"],
];

it("serves a browser a page with its style, script, image and data", async (context) => {
  const chromium = find(context, "chromium");
  const top = await mkdtemp(join(tmpdir(), "captable-browser-"));
  const folder = join(top, "served");
  await mkdir(join(folder, "images"), { recursive: true });
  await writeFile(join(folder, "index.html"), PAGE);
  await writeFile(join(folder, "style.css"), STYLE);
  await writeFile(join(folder, "page.js"), SCRIPT);
  await writeFile(join(folder, "big.txt"), "x".repeat(3_000_000));
  await writeFile(join(folder, "images", "dot.png"), DOT);
  await using server = startExample("http-file-server", folder, "0");
  const url = `http://127.0.0.1:${await portOf(server)}/`;
  const profile = `--user-data-dir=${join(top, "profile")}`;
  const args = [...FLAGS, profile, "--dump-dom", url];
  const { code, stdout } = await run(chromium, args);
  expect(stdout.toString()).toContain('data-seen="1 123 200 3000000 404"');
  expect(code).toBe(0);
  expect(await server.stops()).toMatchObject({ code: 0, stderr: "" });
  await rm(top, { recursive: true, maxRetries: 5 });
});
