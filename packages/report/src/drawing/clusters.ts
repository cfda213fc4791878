import type { Extent } from "./ground.ts";

/**
 * Extents that lie near one another taken together: each cluster is a map of its own where the whole is too wide to be read.
 * Two belong together if less than `gapM` lies between them. From north to south. Cost: quadratic in clusters.
 */
export function clustersOf(extents: readonly Extent[], gapM: number): readonly Extent[] {
  let clusters: Extent[] = [];
  for (const extent of extents) {
    let grown = extent;
    // What the grown one reaches can reach further: until nothing new comes in.
    for (;;) {
      const near = clusters.filter((other) => isNear(grown, other, gapM));
      if (near.length === 0) break;
      clusters = clusters.filter((other) => !near.includes(other));
      grown = near.reduce(united, grown);
    }
    clusters.push(grown);
  }
  return clusters.sort((a, b) => b.northM - a.northM || a.westM - b.westM);
}

export function united(a: Extent, b: Extent): Extent {
  return {
    westM: Math.min(a.westM, b.westM),
    southM: Math.min(a.southM, b.southM),
    eastM: Math.max(a.eastM, b.eastM),
    northM: Math.max(a.northM, b.northM),
  };
}

function isNear(a: Extent, b: Extent, gapM: number): boolean {
  return a.westM - gapM <= b.eastM && b.westM - gapM <= a.eastM && a.southM - gapM <= b.northM && b.southM - gapM <= a.northM;
}
