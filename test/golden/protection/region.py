"""Reference for the protection check and for siting, made without this library: plain planar geometry in Python, PROJ's cs2cs.

Everything lies within 1 km of the central meridian of EPSG:4550, where a planar metre is an ellipsoidal metre to 1.3e-8, so planar
distances of up to 1 km are exact to 15 µm. Run: python3 region.py > region.json   (Python 3.11, PROJ 9.1.1)
"""
import json, math, random, subprocess

E0, N0 = 500_000.0, 4_830_000.0
rng = random.Random(39499)

def star(cx, cy, size):
    """A simple polygon: vertices at rising angles, each at a radius of its own."""
    n = rng.randint(4, 9)
    radii = [size * rng.uniform(0.4, 1) for _ in range(n)]
    return [(cx + r * math.cos(2 * math.pi * k / n), cy + r * math.sin(2 * math.pi * k / n)) for k, r in enumerate(radii)]

def edges(ring):
    return list(zip(ring, ring[1:] + ring[:1])) if len(ring) > 1 else [(ring[0], ring[0])]

def point_segment(p, a, b):
    dx, dy = b[0] - a[0], b[1] - a[1]
    square = dx * dx + dy * dy
    t = 0 if square == 0 else max(0, min(1, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / square))
    return math.hypot(a[0] + t * dx - p[0], a[1] + t * dy - p[1])

def cross(o, a, b):
    return (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0])

def segments_cross(a, b, c, d):
    return cross(a, b, c) * cross(a, b, d) < 0 and cross(c, d, a) * cross(c, d, b) < 0

def inside(p, ring):
    hit = False
    for a, b in edges(ring):
        if (a[1] > p[1]) != (b[1] > p[1]) and p[0] < a[0] + (p[1] - a[1]) / (b[1] - a[1]) * (b[0] - a[0]):
            hit = not hit
    return hit

def distance(r, s):
    if (len(s) > 2 and inside(r[0], s)) or (len(r) > 2 and inside(s[0], r)):
        return 0.0
    best = math.inf
    for a, b in edges(r):
        for c, d in edges(s):
            if segments_cross(a, b, c, d):
                return 0.0
            best = min(best, point_segment(a, c, d), point_segment(b, c, d), point_segment(c, a, b), point_segment(d, a, b))
    return best

def usable_area(ring, centres, radius):
    """Area of a polygon outside all discs, by slices of 1 cm at their middles (midpoint rule)."""
    low, high = min(y for _, y in ring), max(y for _, y in ring)
    count = int((high - low) / 0.01)
    step = (high - low) / count
    total = 0.0
    for k in range(count):
        y = low + (k + 0.5) * step
        xs = sorted(a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0]) for a, b in edges(ring) if (a[1] > y) != (b[1] > y))
        cuts = sorted((cx - w, cx + w) for cx, cy in centres if abs(y - cy) < radius for w in [math.sqrt(radius**2 - (y - cy) ** 2)])
        for left, right in zip(xs[::2], xs[1::2]):
            at = left
            for c, d in cuts:
                if d > at and c < right:
                    total += max(0.0, min(c, right) - at)
                    at = max(at, d)
            total += max(0.0, right - at)
    return total * step

def to_lonlat(points):
    text = "\n".join(f"{N0 + y:.6f} {E0 + x:.6f}" for x, y in points)
    out = subprocess.run(["cs2cs", "-f", "%.13f", "EPSG:4550", "EPSG:4490"], input=text, capture_output=True, text=True, check=True).stdout
    return [[float(line.split()[1]), float(line.split()[0])] for line in out.splitlines()]

def rounded(ring):
    return [(round(x, 6), round(y, 6)) for x, y in ring]

place = lambda: (rng.uniform(-900, 900), rng.uniform(-900, 900))
units = [rounded(star(*place(), 60)) for _ in range(20)]
sites = [rounded([place()]) if k % 3 == 0 else rounded(star(*place(), 50)) for k in range(60)]
parcels = [rounded(star(*place(), 250)) for _ in range(12)]
point_sites = [site for site in sites if len(site) == 1]
RADIUS = 150.0
print(json.dumps({
    "units": [to_lonlat(ring) for ring in units],
    "sites": [to_lonlat(ring) for ring in sites],
    "distancesM": [[distance(unit, site) for site in sites] for unit in units],
    "parcels": [to_lonlat(ring) for ring in parcels],
    "usableDistanceM": RADIUS,
    "usableAreasM2": [usable_area(ring, [site[0] for site in point_sites], RADIUS) for ring in parcels],
    "parcelAreasM2": [usable_area(ring, [], RADIUS) for ring in parcels],
}))
