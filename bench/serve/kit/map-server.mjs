// The ceiling of the runtime: bare node:http, the same stored gzip out of a Map, no check, no log, no limit.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { folder, prepareTiles } from "./tiles.mjs";

const { paths } = await prepareTiles();
const tiles = new Map(paths.map((path) => [path, readFileSync(join(folder, path))]));
createServer((req, res) => {
  const tile = tiles.get(req.url);
  if (!tile) return res.writeHead(404).end();
  res.writeHead(200, {
    "Content-Type": "application/vnd.mapbox-vector-tile",
    "Content-Encoding": "gzip",
    "Content-Length": tile.length,
  });
  res.end(tile);
}).listen(Number(process.argv[2]), "127.0.0.1");
