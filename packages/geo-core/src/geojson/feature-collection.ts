import type { Geometry, Position } from "geojson";
import { type CoordinateGuess, describeProjection, guessCoordinates } from "./coordinate-guess.ts";
import { type GeojsonFinding, geojsonFinding, isJsonObject, shown, type Words } from "./finding.ts";
import { readGeometry } from "./geometry.ts";

/** A feature that can be named and drawn. Its properties are unchecked; `__proto__` has been taken out. */
export interface RawFeature {
  /** Position in the file's `features`. */
  readonly index: number;
  readonly id: string;
  readonly geometry: Geometry;
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface RawCollection {
  readonly features: readonly RawFeature[];
  readonly findings: readonly GeojsonFinding[];
  /** False where the file is no FeatureCollection at all. */
  readonly readable: boolean;
}

interface Candidate {
  readonly feature: RawFeature;
  readonly guess: CoordinateGuess;
  readonly first: Position;
}

/**
 * Reads a parsed FeatureCollection (RFC 7946 §3.3) and collects everything that is wrong with its structure. A feature
 * without id or readable geometry is left out, and the finding says so. Coordinates in lat,lon order or in metres are
 * recognised; such features are left out too, because every distance from them would be wrong. Never throws on bad data.
 * Cost: O(positions).
 */
export function readFeatureCollection(value: unknown): RawCollection {
  if (!isJsonObject(value) || value.type !== "FeatureCollection" || !Array.isArray(value.features)) {
    return { features: [], findings: [notACollection(value)], readable: false };
  }
  const findings: GeojsonFinding[] = [];
  if (value.crs !== undefined) findings.push(crsMember(value.crs));
  const candidates: Candidate[] = [];
  for (const [index, each] of value.features.entries()) {
    const candidate = readFeature(each, index, findings);
    if (candidate !== null) candidates.push(candidate);
  }
  findings.push(...misplacedFindings(candidates));
  return {
    features: candidates.filter(({ guess }) => guess === "degrees").map(({ feature }) => feature),
    findings,
    readable: true,
  };
}

function readFeature(value: unknown, index: number, findings: GeojsonFinding[]): Candidate | null {
  const path = `features[${index}]`;
  if (!isJsonObject(value) || value.type !== "Feature") {
    const found = isJsonObject(value) ? `an object of type ${shown(value.type)}` : shown(value);
    const foundZh = isJsonObject(value) ? `类型为 ${shown(value.type)} 的对象` : shown(value);
    findings.push(
      geojsonFinding(
        "feature-malformed",
        { path },
        {
          en: `Expected a Feature, found ${found}; it is left out.`,
          zh: `应为 Feature，现为 ${foundZh}，已略去。`,
        },
      ),
    );
    return null;
  }
  const id = readId(value, path, findings);
  const properties = readProperties(value.properties, path, id, findings);
  const read = readGeometry(value.geometry, `${path}.geometry`, id);
  if ("code" in read) {
    findings.push({ ...read, message: `${read.message} It is left out.`, messageZh: `${read.messageZh}该要素已略去。` });
    return null;
  }
  if (id === null || properties === null) return null;
  return { feature: { index, id, geometry: read.geometry, properties }, guess: guessCoordinates(read.range), first: read.first };
}

function readId(feature: Readonly<Record<string, unknown>>, path: string, findings: GeojsonFinding[]): string | null {
  const id = feature.id;
  if (typeof id === "string" && id.trim() !== "") return id;
  const place = { path: `${path}.id` };
  if (typeof id === "number") {
    const exact = Number.isSafeInteger(id);
    findings.push(
      geojsonFinding(
        "id-not-string",
        { ...place, featureId: exact ? String(id) : null },
        {
          en: `The id ${id} is a number; write it as a string in quotes, because long numbers lose their last digits. ${exact ? `It is read as "${id}".` : "The feature is left out."}`,
          zh: `id ${id} 是数字，应写成带引号的字符串，否则较长的编号会丢失末位。${exact ? `已按 "${id}" 读取。` : "该要素已略去。"}`,
        },
      ),
    );
    return exact ? String(id) : null;
  }
  const properties = feature.properties;
  const inProperties = isJsonObject(properties) && properties.id !== undefined;
  const advice: Words = inProperties
    ? { en: "properties.id is present: move it to the feature itself", zh: "properties.id 已有值，请移到要素本身" }
    : { en: 'give it an "id" that is unique in its layer', zh: "请给出图层内唯一的“id”" };
  findings.push(
    geojsonFinding("id-missing", place, {
      en: `The feature has no string id (found ${shown(id)}); ${advice.en}. It is left out.`,
      zh: `要素没有字符串 id（现为 ${shown(id)}），${advice.zh}。该要素已略去。`,
    }),
  );
  return null;
}

function readProperties(
  value: unknown,
  path: string,
  featureId: string | null,
  findings: GeojsonFinding[],
): Readonly<Record<string, unknown>> | null {
  if (value === null || value === undefined) return {};
  const place = { path: `${path}.properties`, featureId };
  if (!isJsonObject(value)) {
    findings.push(
      geojsonFinding("feature-malformed", place, {
        en: `Expected an object of properties, found ${shown(value)}; the feature is left out.`,
        zh: `properties 应为对象，现为 ${shown(value)}，该要素已略去。`,
      }),
    );
    return null;
  }
  if (!Object.hasOwn(value, "__proto__")) return value;
  findings.push(
    geojsonFinding("property-key-unsafe", place, {
      en: 'The property "__proto__" is dropped, because copying it can change other objects; rename it.',
      zh: "属性“__proto__”会影响其他对象，已删除，请改名。",
    }),
  );
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== "__proto__"));
}

/** One finding for the file where all features share the fault, else one for each feature that has it. */
function misplacedFindings(candidates: readonly Candidate[]): GeojsonFinding[] {
  const findings: GeojsonFinding[] = [];
  for (const guess of ["swapped", "projected"] as const) {
    const faulty = candidates.filter((each) => each.guess === guess);
    const whole = faulty.length === candidates.length;
    for (const each of whole ? faulty.slice(0, 1) : faulty) findings.push(misplaced(each, guess, whole ? faulty.length : null));
  }
  return findings;
}

function misplaced({ feature, first }: Candidate, guess: "swapped" | "projected", count: number | null): GeojsonFinding {
  const position = `[${first[0]}, ${first[1]}]`;
  const place = count === null ? { path: `features[${feature.index}].geometry`, featureId: feature.id } : { path: "features" };
  const who: Words =
    count === null
      ? { en: `The coordinates, such as ${position},`, zh: `坐标（如 ${position}）` }
      : {
          en: `All ${count} features have coordinates that, such as ${position},`,
          zh: `全部 ${count} 个要素的坐标（如 ${position}）`,
        };
  const left: Words = { en: "Left out until then.", zh: "在此之前略去。" };
  if (guess === "swapped")
    return geojsonFinding("lonlat-swapped", place, {
      en: `${who.en} are in latitude, longitude order; GeoJSON needs longitude first: exchange the two numbers of every position. ${left.en}`,
      zh: `${who.zh}是“纬度, 经度”顺序，GeoJSON 要求经度在前，请对调每个坐标的两个数。${left.zh}`,
    });
  const looks = describeProjection(first[0]!, first[1]!);
  return geojsonFinding("projected-coordinates", place, {
    en: `${who.en} are metres, not degrees. They look like ${looks.en}; transform them to longitude and latitude (EPSG:4490). ${left.en}`,
    zh: `${who.zh}是米制坐标而不是度，看起来是${looks.zh}，请先转换为经纬度（EPSG:4490）。${left.zh}`,
  });
}

function notACollection(value: unknown): GeojsonFinding {
  const type = isJsonObject(value) ? shown(value.type) : shown(value);
  return geojsonFinding(
    "not-feature-collection",
    { path: "" },
    {
      en: `Expected a GeoJSON FeatureCollection with a list of features, found ${type}; wrap the features in one.`,
      zh: `应为含 features 数组的 GeoJSON FeatureCollection，现为 ${type}，请将要素放入其中。`,
    },
  );
}

function crsMember(crs: unknown): GeojsonFinding {
  const properties = isJsonObject(crs) && isJsonObject(crs.properties) ? crs.properties : {};
  const name = shown(properties.name ?? crs);
  return geojsonFinding(
    "crs-member",
    { path: "crs" },
    {
      en: `The old "crs" member (${name}) is ignored since RFC 7946; coordinates are read as longitude, latitude in the dataset's crs. Remove it.`,
      zh: `RFC 7946 已废止“crs”成员（${name}），此处忽略，坐标按数据集 crs 的经纬度读取，请删除该成员。`,
    },
  );
}
