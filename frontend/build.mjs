// Builds what the browser loads into build/static/: app.css, app.js, fonts and images. Run by `./dev build`.
import { cp, rm } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { compile } from "sass";

const top = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");
const frontend = path.join(top, "frontend");
const output = path.join(top, "build", "static");
const options = {
  bundle: true,
  minify: true,
  legalComments: "none",
  logLevel: "warning",
  target: ["chrome111", "firefox114", "safari16"],
};

const { css } = compile(path.join(frontend, "app.scss"), {
  loadPaths: [top, path.join(top, "node_modules")],
  quietDeps: true,
  charset: false, // no rule may stand before it, and the libraries' imports do
});
const libraries = [
  "@fontsource/source-sans-3/400.css",
  "@fontsource/source-sans-3/700.css",
  "accessible-autocomplete/dist/accessible-autocomplete.min.css",
];

await rm(output, { recursive: true, force: true });
await cp(path.join(frontend, "icons"), path.join(output, "images"), { recursive: true });
await build({
  ...options,
  stdin: {
    contents: libraries.map((library) => `@import "${library}";\n`).join("") + css,
    loader: "css",
    resolveDir: top,
  },
  outfile: path.join(output, "app.css"),
  assetNames: "assets/[name]",
  loader: { ".woff2": "file", ".woff": "file", ".svg": "file" },
});
await build({
  ...options,
  entryPoints: [path.join(frontend, "admin.css")],
  outfile: path.join(output, "admin.css"),
  assetNames: "assets/[name]",
  loader: { ".woff2": "file", ".woff": "file" },
});
await build({
  ...options,
  entryPoints: [path.join(frontend, "app.js"), path.join(frontend, "without_connection.js")],
  outdir: output,
  format: "esm",
});
await build({
  ...options,
  entryPoints: [path.join(frontend, "service_worker.js")],
  outfile: path.join(top, "build", "root", "service-worker.js"), // served from the root, so that it sees every page
});
