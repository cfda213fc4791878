import type { Geometry, Position } from "geojson";
import type { NumberRange } from "./coordinate-guess.ts";
import { type GeojsonFinding, geojsonFinding, isJsonObject, shown } from "./finding.ts";

/** How deep the positions of each geometry type lie in its `coordinates`. */
const DEPTH = { Point: 0, MultiPoint: 1, LineString: 1, MultiLineString: 2, Polygon: 2, MultiPolygon: 3 } as const;

/** A geometry whose numbers are all finite and nested as its type says; rings may still be open or cross themselves. */
export interface ReadGeometry {
  readonly geometry: Geometry;
  readonly range: NumberRange;
  readonly first: Position;
}

/**
 * Checks the structure of a geometry: known type, nesting, at least one position in every part, finite numbers. Stops at the
 * first fault, because a broken writer breaks every position alike. Cost: O(positions).
 */
export function readGeometry(value: unknown, path: string, featureId: string | null): ReadGeometry | GeojsonFinding {
  if (!isJsonObject(value)) {
    const found = value === null || value === undefined ? "none" : shown(value);
    return geojsonFinding(
      "geometry-missing",
      { path, featureId },
      {
        en: `The feature has no geometry (found ${found}); give it one of its layer's geometry types.`,
        zh: `要素没有几何（现为 ${found === "none" ? "空" : found}），请补充该图层要求的几何。`,
      },
    );
  }
  const depth =
    typeof value.type === "string" && Object.hasOwn(DEPTH, value.type) ? DEPTH[value.type as keyof typeof DEPTH] : null;
  if (depth === null) return unknownType(value.type, path, featureId);
  const walk = new PositionWalk(featureId);
  const fault = walk.visit(value.coordinates, depth, `${path}.coordinates`);
  if (fault !== null) return fault;
  return { geometry: value as unknown as Geometry, range: walk.range(), first: walk.first! };
}

function unknownType(type: unknown, path: string, featureId: string | null): GeojsonFinding {
  const en =
    type === "GeometryCollection"
      ? "GeometryCollection is not supported in any layer"
      : `Geometry type ${shown(type)} is not one of GeoJSON's`;
  const zh =
    type === "GeometryCollection" ? "任何图层都不支持 GeometryCollection" : `几何类型 ${shown(type)} 不是 GeoJSON 的类型`;
  return geojsonFinding(
    "geometry-type-unknown",
    { path: `${path}.type`, featureId },
    { en: `${en}; write one of ${Object.keys(DEPTH).join(", ")}.`, zh: `${zh}，应为 ${Object.keys(DEPTH).join("、")} 之一。` },
  );
}

/** Walks nested coordinates once, checking each position and keeping the range of the numbers. */
class PositionWalk {
  first: Position | null = null;
  readonly #featureId: string | null;
  #minFirst = Number.POSITIVE_INFINITY;
  #maxFirst = Number.NEGATIVE_INFINITY;
  #minSecond = Number.POSITIVE_INFINITY;
  #maxSecond = Number.NEGATIVE_INFINITY;
  #minAbs = Number.POSITIVE_INFINITY;

  constructor(featureId: string | null) {
    this.#featureId = featureId;
  }

  range(): NumberRange {
    return {
      minFirst: this.#minFirst,
      maxFirst: this.#maxFirst,
      minSecond: this.#minSecond,
      maxSecond: this.#maxSecond,
      minAbs: this.#minAbs,
    };
  }

  visit(value: unknown, depth: number, path: string): GeojsonFinding | null {
    if (depth === 0) return this.#visitPosition(value, path);
    if (!Array.isArray(value) || value.length === 0) {
      const found = shown(value);
      return this.#finding("coordinates-malformed", path, {
        en: `Expected a list with at least one element, found ${found}; check how the file was written.`,
        zh: `应为至少含一个元素的数组，现为 ${found}，请检查文件的生成方式。`,
      });
    }
    for (let index = 0; index < value.length; index++) {
      const fault = this.visit(value[index], depth - 1, `${path}[${index}]`);
      if (fault !== null) return fault;
    }
    return null;
  }

  #visitPosition(value: unknown, path: string): GeojsonFinding | null {
    if (!Array.isArray(value) || value.length < 2 || value.some((part) => typeof part !== "number")) {
      const found = Array.isArray(value) ? `[${value.slice(0, 4).map(shown).join(", ")}]` : shown(value);
      return this.#finding("coordinates-malformed", path, {
        en: `Expected a position [longitude, latitude] of two numbers, found ${found}; write numbers without quotes.`,
        zh: `应为两个数字组成的坐标 [经度, 纬度]，现为 ${found}，数字不要加引号。`,
      });
    }
    if (!value.every(Number.isFinite)) {
      return this.#finding("number-not-finite", path, {
        en: `The position [${value.join(", ")}] has a number too large to be a coordinate; correct it.`,
        zh: `坐标 [${value.join(", ")}] 含有超出范围的数值，请更正。`,
      });
    }
    this.#extend(value as Position);
    return null;
  }

  #extend(position: Position): void {
    this.first ??= position;
    const first = position[0]!;
    const second = position[1]!;
    this.#minFirst = Math.min(this.#minFirst, first);
    this.#maxFirst = Math.max(this.#maxFirst, first);
    this.#minSecond = Math.min(this.#minSecond, second);
    this.#maxSecond = Math.max(this.#maxSecond, second);
    this.#minAbs = Math.min(this.#minAbs, Math.abs(first), Math.abs(second));
  }

  #finding(code: "coordinates-malformed" | "number-not-finite", path: string, words: { en: string; zh: string }): GeojsonFinding {
    return geojsonFinding(code, { path, featureId: this.#featureId }, words);
  }
}
