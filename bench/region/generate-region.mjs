#!/usr/bin/env node
// Deterministic bench-region generator (Tongliao, 119.2-123.8E, 42.2-45.7N).
// usage: node gen.mjs <small|medium|large> <outdir>
// Every block is generated from its own seed (block index), so sizes are nested: small < medium < large
// (parcels and blocks exactly; sites/units have a per-size count per block).
// Files: parcels|blocks|sites|units .ndjson, plus .geojson FeatureCollections for small and medium, and summary.json
import fs from "node:fs";
import path from "node:path";

const SIZES = {
  small: { P: 20_000, S: 5_000, E: 1_000, fc: true },
  medium: { P: 200_000, S: 50_000, E: 10_000, fc: true },
  large: { P: 1_000_000, S: 200_000, E: 20_000, fc: false },
};
const W0 = 119.2,
  E0 = 123.8,
  S0 = 42.2,
  N0 = 45.7;
const NX = 103,
  NY = 104; // block lattice over the region: about 3.5 km x 3.7 km
const DIST = [50, 100, 200, 300, 400, 600, 800, 1000];
const LAND = ["水田", "水浇地", "旱地", "果园", "林地", "草地", "设施农用地", "其他"];
const FARM = ["生猪养殖", "肉牛养殖", "奶牛养殖", "肉羊养殖", "蛋鸡养殖", "屠宰加工", "粪污处理", "饲料加工"];
const SYL = [
  "哈",
  "图",
  "布",
  "音",
  "敖",
  "查",
  "干",
  "花",
  "白",
  "巴",
  "胡",
  "木",
  "舍",
  "套",
  "海",
  "力",
  "门",
  "达",
  "新",
  "兴",
  "东",
  "西",
  "南",
  "北",
  "太",
  "平",
  "河",
  "乌",
  "兰",
  "甘",
];

export function rng(seed) {
  // sfc32 seeded through splitmix32
  let s = seed >>> 0;
  const sm = () => {
    s = (s + 0x9e3779b9) | 0;
    let t = s ^ (s >>> 16);
    t = Math.imul(t, 0x21f0aaad);
    t ^= t >>> 15;
    t = Math.imul(t, 0x735a2d97);
    return (t ^ (t >>> 15)) >>> 0;
  };
  let a = sm(),
    b = sm(),
    c = sm(),
    d = 1;
  const next = () => {
    a |= 0;
    b |= 0;
    c |= 0;
    d |= 0;
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 4294967296;
  };
  for (let i = 0; i < 12; i++) next();
  return next;
}
const r7 = (x) => Math.round(x * 1e7) / 1e7;

// metres per degree on the GRS80 ellipsoid at a latitude (local frame of one block)
function frame(lon0, lat0, ang = 0) {
  const f = 1 / 298.257222101,
    e2 = f * (2 - f),
    a = 6378137,
    p = (lat0 * Math.PI) / 180;
  const w2 = 1 - e2 * Math.sin(p) ** 2;
  const ky = (((a * (1 - e2)) / (w2 * Math.sqrt(w2))) * Math.PI) / 180,
    kx = ((a / Math.sqrt(w2)) * Math.cos(p) * Math.PI) / 180;
  const ca = Math.cos(ang),
    sa = Math.sin(ang);
  return (x, y) => [r7(lon0 + (x * ca - y * sa) / kx), r7(lat0 + (x * sa + y * ca) / ky)];
}

// lattice cells in rings around the centre of the region
const CELLS = [];
for (let j = 0; j < NY; j++)
  for (let i = 0; i < NX; i++)
    CELLS.push({ i, j, k: j * NX + i, r: Math.max(Math.abs(i - (NX - 1) / 2), Math.abs(j - (NY - 1) / 2)) });
CELLS.sort((a, b) => a.r - b.r || a.k - b.k);
const cellLon = (c, fx = 0.5) => W0 + ((c.i + fx) * (E0 - W0)) / NX;
const cellLat = (c, fy = 0.5) => S0 + ((c.j + fy) * (N0 - S0)) / NY;

function edge(p, q, k, R, amp) {
  // k intermediate points between p and q, sideways offset tapered towards both ends
  const out = [];
  const dx = q[0] - p[0],
    dy = q[1] - p[1];
  const A = Math.min(amp, 0.25 / (k + 1));
  for (let n = 1; n <= k; n++) {
    const t = (n + (R() - 0.5) * 0.5) / (k + 1),
      o = A * Math.sin(Math.PI * t) * (R() * 2 - 1);
    out.push([p[0] + dx * t - dy * o, p[1] + dy * t + dx * o]);
  }
  return out;
}
const kpts = (R) => 1 + Math.floor(9 * R() ** 2); // 1..9, most of them low
function area2(ring) {
  let s = 0;
  for (let i = 0, n = ring.length; i < n; i++) {
    const a = ring[i],
      b = ring[(i + 1) % n];
    s += a[0] * b[1] - a[1] * b[0];
  }
  return s / 2;
}
const close = (r) => {
  r.push(r[0].slice());
  return r;
};

export function block(cell) {
  // -> { outline: ring in metres, parcels: [{rings, area}], project }
  const R = rng(1_000_003 + cell.k);
  const nx = 7 + Math.floor(R() * 7),
    ny = Math.round(88 / nx);
  const Wm = 900 + R() * 1300,
    Hm = 900 + R() * 1300,
    w = Wm / nx,
    h = Hm / ny,
    jit = 0.15 * Math.min(w, h);
  const ang = (R() - 0.5) * 1.2;
  const proj0 = frame(cellLon(cell), cellLat(cell), ang);
  const ox = (R() - 0.5) * 200 - Wm / 2,
    oy = (R() - 0.5) * 200 - Hm / 2;
  const proj = (p) => proj0(p[0] + ox, p[1] + oy);
  const C = [];
  for (let j = 0; j <= ny; j++) {
    C.push([]);
    for (let i = 0; i <= nx; i++) C[j].push([i * w + (R() * 2 - 1) * jit, j * h + (R() * 2 - 1) * jit]);
  }
  const Hh = [],
    V = []; // Hh[j][i]: corner (i,j)->(i+1,j); V[j][i]: corner (i,j)->(i,j+1)
  for (let j = 0; j <= ny; j++) {
    Hh.push([]);
    for (let i = 0; i < nx; i++) Hh[j].push(edge(C[j][i], C[j][i + 1], kpts(R), R, 0.06));
  }
  for (let j = 0; j < ny; j++) {
    V.push([]);
    for (let i = 0; i <= nx; i++) V[j].push(edge(C[j][i], C[j + 1][i], kpts(R), R, 0.06));
  }
  const parcels = [];
  for (let j = 0; j < ny; j++)
    for (let i = 0; i < nx; i++) {
      const u = R();
      if (u < 0.06) continue; // no parcel here: road, ditch, unassigned land
      const bot = Hh[j][i],
        top = Hh[j + 1][i],
        lef = V[j][i],
        rig = V[j][i + 1];
      const a = C[j][i],
        b = C[j][i + 1],
        c = C[j + 1][i + 1],
        d = C[j + 1][i];
      if (u > 0.75) {
        // two parcels, split at vertices both neighbours already have
        const m = bot.length >> 1,
          n = top.length >> 1;
        const s = edge(bot[m], top[n], 3 + Math.floor(R() * 4), R, 0.04);
        parcels.push({ rings: [[a, ...lineTo(bot, 0, m), bot[m], ...s, top[n], ...rev(lineTo(top, 0, n)), d, ...rev(lef)]] });
        parcels.push({ rings: [[bot[m], ...lineTo(bot, m + 1), b, ...rig, c, ...rev(lineTo(top, n + 1)), top[n], ...rev(s)]] });
      } else {
        const ring = [a, ...bot, b, ...rig, c, ...rev(top), d, ...rev(lef)],
          rings = [ring];
        if (u > 0.7) {
          // a pond, a well, graves: one hole in about 5% of the cells
          const cx = (a[0] + b[0] + c[0] + d[0]) / 4,
            cy = (a[1] + b[1] + c[1] + d[1]) / 4,
            n = 5 + Math.floor(R() * 8),
            rad = (0.1 + R() * 0.12) * Math.min(w, h),
            hole = [];
          for (let q = 0; q < n; q++) {
            const t = (-2 * Math.PI * (q + (R() - 0.5) * 0.4)) / n,
              rr = rad * (0.7 + 0.3 * R());
            hole.push([cx + rr * Math.cos(t), cy + rr * Math.sin(t)]);
          }
          rings.push(hole);
        }
        parcels.push({ rings });
      }
    }
  for (const p of parcels) p.area = p.rings.reduce((s, r) => s + area2(r), 0);
  const outline = [];
  for (let i = 0; i < nx; i++) outline.push(C[0][i], ...Hh[0][i]);
  for (let j = 0; j < ny; j++) outline.push(C[j][nx], ...V[j][nx]);
  for (let i = nx - 1; i >= 0; i--) outline.push(C[ny][i + 1], ...rev(Hh[ny][i]));
  for (let j = ny - 1; j >= 0; j--) outline.push(C[j + 1][0], ...rev(V[j][0]));
  return { outline, parcels, proj, R };
}
function lineTo(a, i, j = a.length) {
  return a.slice(i, j);
}
function rev(a) {
  return a.slice().reverse();
}

function blob(R, x, y, rad, n, lo, sign = 1) {
  // star-shaped irregular ring, counter-clockwise
  const out = [];
  const ph = R() * 6.28;
  for (let q = 0; q < n; q++) {
    const t = ph + (sign * 2 * Math.PI * (q + (R() - 0.5) * 0.6)) / n,
      rr = rad * (lo + (1 - lo) * R());
    out.push([x + rr * Math.cos(t), y + rr * Math.sin(t)]);
  }
  return out;
}
const toRing = (proj, r) => close(r.map((p) => proj(p[0], p[1])));
const vname = (R) => `${SYL[Math.floor(R() * 30)] + SYL[Math.floor(R() * 30)] + SYL[Math.floor(R() * 30)]}村`;

export function sites(cell, n, id0) {
  const R = rng(2_000_003 + cell.k),
    proj = frame(cellLon(cell, 0), cellLat(cell, 0), R() * 0.6),
    name = vname(R),
    out = [];
  const vr = 180 + R() * 220;
  for (let s = 0; s < n; s++) {
    const id = id0 + s;
    let geometry, kind, pop;
    if (s === 0) {
      kind = "village";
      pop = 200 + Math.floor(R() * 1500);
      geometry = { type: "Polygon", coordinates: [toRing(proj, blob(R, 0, 0, vr, 16 + Math.floor(R() * 33), 0.7))] };
    } else {
      const far = R() < 0.2,
        t = R() * 6.2832,
        rr = far ? vr + R() * 1200 : vr * Math.sqrt(R()) * 0.95;
      const x = Math.round((rr * Math.cos(t)) / 22) * 22 + (R() - 0.5) * 6,
        y = Math.round((rr * Math.sin(t)) / 28) * 28 + (R() - 0.5) * 6;
      pop = 1 + Math.floor(R() * 8);
      if (R() < 0.35) {
        kind = "point";
        geometry = { type: "Point", coordinates: proj(x, y) };
      } else {
        kind = "house";
        const a = 5 + R() * 4,
          b = 5 + R() * 5,
          l = R() < 0.4;
        const ring = l
          ? [
              [-a, -b],
              [a, -b],
              [a, 0],
              [0, 0],
              [0, b],
              [-a, b],
            ]
          : [
              [-a, -b],
              [a, -b],
              [a, b],
              [-a, b],
            ];
        geometry = {
          type: "Polygon",
          coordinates: [
            toRing(
              proj,
              ring.map((p) => [p[0] + x, p[1] + y]),
            ),
          ],
        };
      }
    }
    out.push({ type: "Feature", id, properties: { id, kind, pop, village: name }, geometry });
  }
  return out;
}
export function units(cell, n, id0) {
  const R = rng(3_000_017 + cell.k),
    proj = frame(cellLon(cell, 0), cellLat(cell, 0)),
    out = [];
  for (let s = 0; s < n; s++) {
    const id = id0 + s,
      t = R() * 6.2832,
      rr = 150 + R() * 1650,
      dist = DIST[Math.floor(R() * DIST.length)],
      kind = FARM[Math.floor(R() * FARM.length)];
    const ring = blob(R, rr * Math.cos(t), rr * Math.sin(t), 25 + R() * 110, 5 + Math.floor(R() * 12), 0.55);
    out.push({
      type: "Feature",
      id,
      properties: { id, kind, dist, head: 50 + Math.floor(R() * 5000) },
      geometry: { type: "Polygon", coordinates: [toRing(proj, ring)] },
    });
  }
  return out;
}

class Out {
  constructor(dir, name, fc) {
    this.fd = fs.openSync(path.join(dir, `${name}.ndjson`), "w");
    this.fc = fc ? fs.openSync(path.join(dir, `${name}.geojson`), "w") : -1;
    this.b = [];
    this.len = 0;
    this.first = true;
    this.n = 0;
    if (fc) fs.writeSync(this.fc, '{"type":"FeatureCollection","features":[\n');
  }
  push(f) {
    const s = JSON.stringify(f);
    this.b.push(s);
    this.len += s.length;
    this.n++;
    if (this.len > 1 << 22) this.flush();
  }
  flush() {
    if (!this.b.length) return;
    const s = this.b;
    fs.writeSync(this.fd, `${s.join("\n")}\n`);
    if (this.fc >= 0) {
      fs.writeSync(this.fc, (this.first ? "" : ",\n") + s.join(",\n"));
      this.first = false;
    }
    this.b = [];
    this.len = 0;
  }
  end() {
    this.flush();
    fs.closeSync(this.fd);
    if (this.fc >= 0) {
      fs.writeSync(this.fc, "\n]}\n");
      fs.closeSync(this.fc);
    }
  }
}

function main() {
  const [size, dir] = process.argv.slice(2);
  const cfg = SIZES[size];
  if (!cfg || !dir) {
    console.error("usage: node gen.mjs <small|medium|large> <outdir>");
    process.exit(2);
  }
  fs.mkdirSync(dir, { recursive: true });
  const P = new Out(dir, "parcels", cfg.fc),
    B = new Out(dir, "blocks", cfg.fc),
    used = [];
  let id = 0,
    vtx = 0,
    holes = 0,
    minv = 1e9,
    maxv = 0,
    _exact = 0;
  for (const cell of CELLS) {
    if (id >= cfg.P) break;
    const b = block(cell);
    const bid = used.length;
    used.push(cell);
    const R = rng(4_000_037 + cell.k),
      village = vname(rng(2_000_003 + cell.k));
    R();
    let parea = 0,
      np = 0;
    for (const p of b.parcels) {
      if (id >= cfg.P) break;
      const rings = p.rings.map((r) => close(r.map(b.proj)));
      const n = rings[0].length - 1;
      minv = Math.min(minv, n);
      maxv = Math.max(maxv, n);
      vtx += rings.reduce((s, r) => s + r.length, 0);
      if (rings.length > 1) holes++;
      parea += p.area;
      np++;
      P.push({
        type: "Feature",
        id,
        properties: {
          id,
          code: `1505${String(21000000 + cell.k).padStart(8, "0")}${String(np).padStart(7, "0")}`,
          land: LAND[Math.floor(R() * 8)],
          mu: Math.round(p.area * 0.0015 * 100) / 100,
          block: bid,
          village,
          owner: `农户${Math.floor(R() * 9000 + 1000)}`,
          grade: 1 + Math.floor(R() * 10),
        },
        geometry: { type: "Polygon", coordinates: rings },
      });
      id++;
    }
    const ba = area2(b.outline);
    B.push({
      type: "Feature",
      id: bid,
      properties: {
        id: bid,
        village,
        parcels: np,
        plane_area: Math.round(ba * 100) / 100,
        plane_free: Math.round((ba - parea) * 100) / 100,
      },
      geometry: { type: "Polygon", coordinates: [close(b.outline.map(b.proj))] },
    });
  }
  P.end();
  B.end();
  const N = used.length,
    S = new Out(dir, "sites", cfg.fc),
    E = new Out(dir, "units", cfg.fc);
  used.forEach((c, b) => {
    const s0 = Math.floor((b * cfg.S) / N),
      s1 = Math.floor(((b + 1) * cfg.S) / N),
      e0 = Math.floor((b * cfg.E) / N),
      e1 = Math.floor(((b + 1) * cfg.E) / N);
    for (const f of sites(c, s1 - s0, s0)) S.push(f);
    for (const f of units(c, e1 - e0, e0)) E.push(f);
  });
  S.end();
  E.end();
  const summary = {
    size,
    blocks: N,
    parcels: P.n,
    sites: S.n,
    units: E.n,
    parcel_positions: vtx,
    mean_outer_vertices: +(vtx / P.n - 1).toFixed(2),
    min_outer: minv,
    max_outer: maxv,
    parcels_with_hole: holes,
  };
  fs.writeFileSync(path.join(dir, "summary.json"), `${JSON.stringify(summary, null, 1)}\n`);
  console.log(JSON.stringify(summary));
}
if (process.argv[1] && import.meta.url.endsWith(path.basename(process.argv[1]))) main();
