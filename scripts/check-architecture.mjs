// Holds the house together: inside a package imports point to an equal or lower layer, never upward, never in a circle;
// between packages only the listed imports exist; the pure library touches neither Node nor the DOM nor a clock;
// and no source file passes 350 lines without a `Long because:` reason in its first lines.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative, sep } from "node:path";
import { root } from "./run.mjs";

/** Lowest layer first. A layer is a folder directly under src, or the stem of a file that lies in src itself. */
const HOUSE = {
  "geo-core": {
    layers:
      "errors,units,crs,geometry,geodesy,spatial-index,coverage,geojson,model,land,protection,zoning,siting,evaluation,symbology,index",
    mayImport: [],
    pure: true,
  },
  formats: {
    layers:
      "source,encoding,csv,crs,xlsx,geojson,shapefile,geopackage,flatgeobuf,boundary-points,zip,kml,table,receptors,dataset,evidence,import,index",
    mayImport: ["geo-core"],
  },
  report: { layers: "font,page,drawing,sheets,index", mayImport: ["geo-core"] },
  "tile-server": { layers: "config,pmtiles,tile,source,build,http,server,index", mayImport: ["geo-core", "formats"] },
  viewer: { layers: "core,format,style,data,local,analysis,state,export,map,ui,tasks,main", mayImport: ["geo-core", "formats"] },
  cli: { layers: "text,input,store,commands,main", mayImport: ["geo-core", "formats", "report", "tile-server"] },
};
const LONGEST_FILE = 350;
const IMPORT = /^\s*(?:import|export)\s(?:[^'"]*?from\s+)?["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']/gm;
const IMPURE = [
  [/from "node:|require\(|\bprocess\./, "Node"],
  [/\b(?:document|window|navigator|localStorage)\./, "the DOM"],
  [/\bDate\.now\(|new Date\(\s*\)|performance\.now\(/, "a clock"],
  [/Math\.random\(/, "randomness"],
  [/\bconsole\./, "the console"],
];
const problems = [];

function checkPackage(name, { layers: layerList, mayImport, pure }) {
  const layers = layerList.split(",");
  const src = join(root, "packages", name, "src");
  const files = readdirSync(src, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !/\.(test|d)\.tsx?$/.test(file))
    .map((file) => join(src, file));
  const known = new Set(files);
  const layerOf = (file) =>
    relative(src, file)
      .split(sep)[0]
      .replace(/\.tsx?$/, "");
  const graph = new Map();
  for (const file of files) {
    const label = relative(root, file);
    const text = readFileSync(file, "utf8");
    const lines = text.split("\n");
    if (lines.length > LONGEST_FILE && !lines.slice(0, 6).some((line) => line.includes("Long because:")))
      problems.push(`${label}: ${lines.length} lines, over ${LONGEST_FILE} without a "Long because:" on top`);
    if (pure)
      for (const [pattern, what] of IMPURE) if (pattern.test(text)) problems.push(`${label}: the pure library uses ${what}`);
    if (!layers.includes(layerOf(file))) problems.push(`${label}: "${layerOf(file)}" is in no layer of ${name}`);
    const targets = [];
    for (const match of text.matchAll(IMPORT)) {
      const specifier = match[1] ?? match[2];
      if (specifier.startsWith("@parkatlas/")) {
        const other = specifier.slice("@parkatlas/".length).split("/")[0];
        if (!mayImport.includes(other)) problems.push(`${label}: ${name} may not import ${specifier}`);
      }
      if (!specifier.startsWith(".")) continue;
      const target = normalize(join(dirname(file), specifier.split("?")[0]));
      if (!known.has(target)) {
        if (/\.tsx?$/.test(target)) problems.push(`${label}: cannot resolve ${specifier}`);
        continue;
      }
      targets.push(target);
      if (layerOf(target) === "index" && layerOf(file) !== "index")
        problems.push(`${label}: imports the public list ${specifier}`);
      if (layers.indexOf(layerOf(target)) > layers.indexOf(layerOf(file)))
        problems.push(`${label}: layer ${layerOf(file)} imports upward from ${layerOf(target)} (${specifier})`);
    }
    graph.set(file, targets);
  }
  findCircles(graph, src);
  return files.length;
}

function findCircles(graph, src) {
  const state = new Map(); // 1 = on the path, 2 = done
  const visit = (file, path) => {
    if (state.get(file) === 2) return;
    if (state.get(file) === 1) {
      problems.push(`circle: ${[...path.slice(path.indexOf(file)), file].map((each) => relative(src, each)).join(" -> ")}`);
      return;
    }
    state.set(file, 1);
    for (const target of graph.get(file) ?? []) visit(target, [...path, file]);
    state.set(file, 2);
  };
  for (const file of graph.keys()) visit(file, []);
}

/** The page shows the layers to people; it says what this table says. */
function checkPage() {
  const page = readFileSync(join(root, "docs/architecture.md"), "utf8");
  for (const [name, { layers }] of Object.entries(HOUSE)) {
    const line = `| ${name} | ${layers.replaceAll(",", ", ")} |`;
    if (!page.includes(line)) problems.push(`docs/architecture.md: the table of layers lacks "${line}"`);
  }
}

checkPage();
let count = 0;
for (const [name, rules] of Object.entries(HOUSE)) count += checkPackage(name, rules);
const unique = [...new Set(problems)];
for (const problem of unique) console.error(problem);
console.log(`architecture: ${count} files, ${unique.length} problem(s)`);
process.exitCode = unique.length > 0 ? 1 : 0;
