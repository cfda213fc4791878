import type { CommonProperties, DatasetFeature, Geometry } from "@parkatlas/geo-core";

/** A feature of any layer, as it is handed out. */
export type ServedFeature = DatasetFeature<Geometry, CommonProperties>;
