import { z } from "zod";

/** Shapes of the documents that the service answers with; the OpenAPI document is made from them, and tests hold answers against them. */

const linkSchema = z
  .object({
    href: z.string(),
    rel: z.string(),
    type: z.string().optional(),
    title: z.string().optional(),
    templated: z.boolean().optional(),
  })
  .meta({ id: "Link" });

const links = z.array(linkSchema);

export const landingSchema = z.object({ title: z.string(), description: z.string(), links }).meta({ id: "LandingPage" });

export const conformanceSchema = z.object({ conformsTo: z.array(z.string()) }).meta({ id: "Conformance" });

const bboxSchema = z.array(z.number()).min(4).max(4);

export const collectionSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    description: z.string(),
    itemType: z.literal("feature"),
    crs: z.array(z.string()),
    extent: z.object({ spatial: z.object({ bbox: z.array(bboxSchema).min(1), crs: z.string() }) }).optional(),
    links,
  })
  .meta({ id: "Collection" });

export const collectionsSchema = z.object({ links, collections: z.array(collectionSchema) }).meta({ id: "Collections" });

const geometrySchema = z.looseObject({ type: z.string() }).meta({ id: "Geometry" });

export const featureSchema = z
  .object({
    type: z.literal("Feature"),
    id: z.string(),
    geometry: geometrySchema,
    properties: z.looseObject({}),
    links: links.optional(),
  })
  .meta({ id: "Feature" });

export const featureCollectionSchema = z
  .object({
    type: z.literal("FeatureCollection"),
    numberMatched: z.int().min(0),
    numberReturned: z.int().min(0),
    links,
    features: z.array(featureSchema),
  })
  .meta({ id: "FeatureCollection" });

export const queryablesSchema = z
  .object({
    $schema: z.string(),
    $id: z.string(),
    type: z.literal("object"),
    title: z.string(),
    properties: z.record(z.string(), z.looseObject({})),
    additionalProperties: z.literal(false),
  })
  .meta({ id: "Queryables" });

const tilesetItem = {
  title: z.string(),
  dataType: z.literal("vector"),
  crs: z.string(),
  tileMatrixSetURI: z.string(),
  links,
};
export const tilesetsSchema = z.object({ tilesets: z.array(z.object(tilesetItem)), links }).meta({ id: "Tilesets" });

export const tilesetSchema = z
  .object({
    ...tilesetItem,
    layers: z.array(z.looseObject({ id: z.string(), dataType: z.literal("vector") })),
    boundingBox: z.object({ lowerLeft: z.array(z.number()), upperRight: z.array(z.number()), crs: z.string() }),
    tileMatrixSetLimits: z.array(
      z.object({
        tileMatrix: z.string(),
        minTileRow: z.int(),
        maxTileRow: z.int(),
        minTileCol: z.int(),
        maxTileCol: z.int(),
      }),
    ),
  })
  .meta({ id: "Tileset" });

export const tileMatrixSetsSchema = z
  .object({ tileMatrixSets: z.array(z.object({ id: z.string(), title: z.string(), uri: z.string(), links })) })
  .meta({ id: "TileMatrixSets" });

export const tileMatrixSetSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    uri: z.string(),
    crs: z.string(),
    wellKnownScaleSet: z.string(),
    orderedAxes: z.array(z.string()),
    tileMatrices: z.array(
      z.object({
        id: z.string(),
        scaleDenominator: z.number(),
        cellSize: z.number(),
        cornerOfOrigin: z.literal("topLeft"),
        pointOfOrigin: z.array(z.number()),
        matrixWidth: z.int(),
        matrixHeight: z.int(),
        tileWidth: z.int(),
        tileHeight: z.int(),
      }),
    ),
  })
  .meta({ id: "TileMatrixSet" });

export const tileJsonSchema = z
  .looseObject({
    tilejson: z.literal("3.0.0"),
    tiles: z.array(z.string()).min(1),
    vector_layers: z.array(z.looseObject({ id: z.string() })),
  })
  .meta({ id: "TileJson" });

export const datasetsSchema = z.object({ datasets: z.array(z.looseObject({ id: z.string() })) }).meta({ id: "Datasets" });

export const styleSchema = z
  .looseObject({
    version: z.literal(8),
    sources: z.record(z.string(), z.unknown()),
    layers: z.array(z.looseObject({ id: z.string() })),
  })
  .meta({ id: "Style" });

/** An analysis: the object of the command line; docs/cli.md describes each. */
export const analysisSchema = z.looseObject({}).meta({ id: "Analysis" });

export const healthSchema = z.object({ status: z.literal("ok") }).meta({ id: "Health" });
export const readySchema = z.object({ status: z.literal("ready"), tilesets: z.array(z.string()) }).meta({ id: "Ready" });

/** RFC 9457 with `code`, which is stable, and `action`, which says what to do. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string(),
    action: z.string(),
  })
  .meta({ id: "Problem" });
