export type {
  CoverageDefect,
  CoverageDefectOptions,
  CoverageOptions,
  Gap,
  Overhang,
  Overlap,
  Sliver,
} from "./coverage/coverage-types.ts";
export { findCoverageDefects, findOverhangs } from "./coverage/find-coverage-defects.ts";
export type { Crs, DatumName } from "./crs/crs.ts";
export { crsFromCode } from "./crs/crs-from-code.ts";
export { type CrsTransform, crsFromTransform } from "./crs/crs-from-transform.ts";
export {
  type DatumShift,
  type FourParameterShift,
  type SevenParameterShift,
  shiftDatum,
  shiftPlane,
} from "./crs/datum-shift.ts";
export { type Geocentric, geocentricFromGeographic, geographicFromGeocentric, type LonLatHeight } from "./crs/geocentric.ts";
export type { EastNorth, LonLat } from "./crs/position.ts";
export { type ProjectOptions, projectTo, unprojectFrom } from "./crs/project.ts";
export { bd09FromLonLat, gcj02FromLonLat, lonLatFromBd09, lonLatFromGcj02 } from "./crs/shifted-coordinates.ts";
export { type CrsFromEastingOptions, crsFromEasting, defaultWorkingCrs } from "./crs/working-crs.ts";
export { GeoError, type GeoErrorCode, isGeoError } from "./errors.ts";
export type { EvaluationConfig, GradeName, GradeRule, IndicatorRule } from "./evaluation/config.ts";
export { type EvaluationRow, type EvaluationSubject, type EvaluationTerm, evaluate } from "./evaluation/evaluate.ts";
export { INDICATORS, type IndicatorId, type Totals } from "./evaluation/indicators.ts";
export { type InefficientLandRule, type InefficientParcel, inefficientLand } from "./evaluation/inefficient-land.ts";
export {
  HUANGYAN_2022_ABOVE_SCALE,
  HUANGYAN_2022_BELOW_SCALE,
  PER_MU_ABCD,
  PUBLISHED_EVALUATIONS,
} from "./evaluation/published-configs.ts";
export { type EvaluationReport, type EvaluationReportOptions, evaluationReport } from "./evaluation/report.ts";
export { evaluationSubjects, type SubjectKey } from "./evaluation/subjects.ts";
export { checkThresholds, type ThresholdRow } from "./evaluation/thresholds.ts";
export { WUHAI_2022_ZOMBIE_RULE, type ZombieFacts, type ZombieRule, zombieTests } from "./evaluation/zombie-tests.ts";
export { geodesicAreaM2, perimeterM, planarAreaM2, surveyAreaM2 } from "./geodesy/area.ts";
export { geodesicAreasM2, surveyAreasM2 } from "./geodesy/area-columns.ts";
export { type BufferOptions, bufferGeometry } from "./geodesy/buffer.ts";
export { bufferColumns } from "./geodesy/buffer-columns.ts";
export type { BufferGuarantee } from "./geodesy/buffer-plan.ts";
export { type DistanceOptions, distanceBetween } from "./geodesy/distance/distance-between.ts";
export { geodesicDistanceM } from "./geodesy/geodesic-distance.ts";
export { intersectAreal } from "./geodesy/intersect-areal.ts";
export { intersectionAreaM2, unionAreaM2 } from "./geodesy/intersection-area.ts";
export { repairGeometry } from "./geodesy/repair-geometry.ts";
export { subtractAreal } from "./geodesy/subtract-areal.ts";
export type { DistanceInterval } from "./geodesy/types.ts";
export { type Dissolved, dissolve, unionAreal } from "./geodesy/union-areal.ts";
export { parseJsonText } from "./geojson/json-text.ts";
export { bboxOf } from "./geometry/bbox.ts";
export { concatLayers } from "./geometry/concat-layers.ts";
export { containsPoint } from "./geometry/contains-point.ts";
export type { GeometryDefect, GeometryDefectCode } from "./geometry/defect-types.ts";
export { findGeometryDefects } from "./geometry/find-geometry-defects.ts";
export { type FlatLayer, flatLayerBuffers, flattenLayer } from "./geometry/flat-layer.ts";
export { labelPoint } from "./geometry/label-point.ts";
export type { GeometryChange, RepairAction, RepairedGeometry } from "./geometry/repair-types.ts";
export type * from "./geometry/types.ts";
export { createLandDates, type LandDates } from "./land/bulk-dates.ts";
export { indexLand, indexLandColumns, type LandColumns, type LandIndex, NO_DAY } from "./land/bulk-index.ts";
export { type BulkGroups, type BulkTotals, totalsOnDay } from "./land/bulk-totals.ts";
export { LAND_CLASSES, type LandClass, type LandTransitions, landClassOf, landTransitions } from "./land/class.ts";
export { type ClockSegment, type LandClock, landClock } from "./land/clock-working.ts";
export { type ClosedParts, closeParts } from "./land/closure.ts";
export { landRulesOf } from "./land/configured-rules.ts";
export { DISPOSITION_KINDS, type DispositionEffect, dispositionEffect } from "./land/dispositions.ts";
export { type ExplainLanguage, explainLandStatus } from "./land/explain.ts";
export { type IdleEntry, type IdleExit, type IdleFlow, idleFlows } from "./land/flows.ts";
export { LAND_GROUP_KEYS, type LandGroupBy, type LandGroupKey, type LandInput, type LandLayer } from "./land/grouping.ts";
export { explainIdleForecast, forecastIdle, type IdleForecast } from "./land/idle-forecast.ts";
export { type LandAnswer, landAnswer } from "./land/land-answer.ts";
export { type ParcelArea, parcelArea } from "./land/parcel-states.ts";
export { LAND_RATIOS, type LandRatioName } from "./land/ratios.ts";
export { type LandReport, type LandReportOptions, type LandReportParcel, landReport } from "./land/report.ts";
export {
  type ClauseName,
  type ExactShare,
  type LandRuleSet,
  type LandThresholds,
  type LocalLandRule,
  ORDER_53_2012,
  withLocalRule,
} from "./land/rule-set.ts";
export { type LandSeries, type LandSeriesOptions, landSeries, type SeriesStep, seriesDates } from "./land/series.ts";
export { landStatusOn } from "./land/status-on.ts";
export { type LandGroup, type SummariseOptions, summariseLand } from "./land/summary.ts";
export { supplyChanges } from "./land/supply-changes.ts";
export { type LandOptions, type LandTimeline, landTimeline } from "./land/timeline.ts";
export type * from "./land/types.ts";
export {
  type AreaGroup,
  type AreaGrouping,
  type AreaOptions,
  type AreaReport,
  areaReport,
  type FeatureAreas,
  type FeatureWithoutArea,
} from "./model/area-report.ts";
export { addMonths, addYears, dateFromDay, dayFromDate, isCivilDate } from "./model/civil-date.ts";
export type { Issue, IssueSeverity } from "./model/issue.ts";
export { ISSUE_SEVERITY, type IssueCode } from "./model/issue-codes.ts";
export { DATASET_FORMAT, type Manifest, parseManifest, pathInside } from "./model/manifest.ts";
export { buildMembership, type Membership } from "./model/membership.ts";
export { type DatasetFiles, type ParsedDataset, parseDataset } from "./model/parse-dataset.ts";
export type * from "./model/types.ts";
export { LAYER_NAMES } from "./model/types.ts";
export { type ValidationReport, validateDataset } from "./model/validate-dataset.ts";
export { AIR_LIMITS, type LimitTable, limitOf, type SubstanceLimit } from "./protection/air-limits.ts";
export { type AssessedPlant, assessGrid, type PlacedGrid, unreadGrid } from "./protection/assess-grid.ts";
export {
  type AtmosphericDistance,
  type AtmosphericInput,
  type AtmosphericOptions,
  atmosphericDistance,
  type Receptor,
} from "./protection/atmospheric-distance.ts";
export { ASSUMED_SOURCE, applyChanges, type ProtectionChange } from "./protection/changes.ts";
export { checkProtection, DEFAULT_REACH_FACTOR, type ProtectionOptions } from "./protection/check-protection.ts";
export { type ContourOptions, checkContours } from "./protection/contours.ts";
export {
  type EnvelopeGroup,
  type EnvelopeGrouping,
  type EnvelopeGroupOptions,
  envelopeGroups,
} from "./protection/envelope-groups.ts";
export { type SiteInMargin, sitesInMargin } from "./protection/envelope-margin.ts";
export { type EnvelopesOptions, type ProtectionEnvelope, protectionEnvelopes } from "./protection/envelopes.ts";
export {
  compassPoint,
  distanceKindText,
  distanceText,
  explainHealthWorking,
  explainPair,
  explainRequired,
  explainRequirement,
  measuredFromText,
  verdictText,
} from "./protection/explain.ts";
export { explainChoice } from "./protection/explain-choice.ts";
export { type HealthDistance, type HealthInput, healthDistance } from "./protection/health-distance.ts";
export { ratioAtDistance, solveDistanceM } from "./protection/health-solver.ts";
export {
  type GradeStep,
  gradeFromInitialM,
  HEALTH_TABLE_GBT_39499_2020,
  type HealthTable,
  nextGradeM,
  type UncertainCell,
} from "./protection/health-tables.ts";
export { parseHealthTable } from "./protection/parse-tables.ts";
export { isSiteProtected, isValidOn } from "./protection/presence.ts";
export { PROTECTION_ISSUE_SEVERITY, type ProtectionIssueCode } from "./protection/protection-issues.ts";
export { PROTECTION_RULES_VERSION, type ProtectionReportOptions, protectionReport } from "./protection/protection-report.ts";
export { plantDistances, type RequirementOptions, requiredDistances } from "./protection/required-distances.ts";
export { type SiteGround, type SiteGroundOptions, siteGrounds } from "./protection/reverse-ground.ts";
export type { ProtectionInput } from "./protection/subjects.ts";
export type * from "./protection/types.ts";
export { type UnitHealthDistance, unitHealthDistance } from "./protection/unit-health-distance.ts";
export { type ProtectionWhatIf, protectionWhatIf, type UnitDifference } from "./protection/what-if.ts";
export { type BestPosition, type BestPositionOptions, bestPosition, type StandingDisc } from "./siting/best-position.ts";
export { findSites, type SitingOptions } from "./siting/find-sites.ts";
export { AVAILABLE_LAND_CLASSES, landClassesOf } from "./siting/land-choice.ts";
export type { OfferOptions, SitingInput } from "./siting/offers.ts";
export {
  type CandidateProject,
  type PlacedUnit,
  type PlacingLimits,
  type ProjectPlacement,
  type ProjectResult,
  type ProjectUnit,
  type ProjectVerdict,
  placeProjects,
} from "./siting/place-projects.ts";
export {
  type NamedPlacement,
  type PlacementReport,
  PROJECT_VERDICT_MEANING,
  type ProjectSummary,
  placementReport,
} from "./siting/placement-report.ts";
export { prepareSiting, type SitingBase, type SitingBaseOptions, type SitingQuestion } from "./siting/siting-base.ts";
export { curveDistancesM, sitingCurve } from "./siting/siting-curve.ts";
export { sitingReport } from "./siting/siting-report.ts";
export type * from "./siting/types.ts";
export { type UsableStep, usableCurves } from "./siting/usable-curve.ts";
export { checkDatum, type DatumCheck, type DatumVerdict } from "./spatial-index/check-datum.ts";
export {
  type JoinResult,
  type JoinTask,
  joinResultBuffers,
  joinTasks,
  mergeJoinResults,
  runJoinTask,
} from "./spatial-index/join-task.ts";
export {
  type PairColumns,
  type PairWithin,
  pairAt,
  pairBuffers,
  VERDICT_CODES,
  verdictColumn,
} from "./spatial-index/pair-columns.ts";
export { pairsWithin } from "./spatial-index/pairs-within.ts";
export { type PairsWithinOptions, pairsWithinColumns } from "./spatial-index/pairs-within-columns.ts";
export { buildSpatialIndex, type SpatialIndex } from "./spatial-index/spatial-index.ts";
export { type Hatch, type Look, SYMBOLOGY } from "./symbology.ts";
export {
  areaHaFromM2,
  areaKm2FromM2,
  areaM2FromMu,
  areaMuFromM2,
  DEG_PER_RAD,
  M2_PER_HA,
  M2_PER_KM2,
  M2_PER_MU,
  RAD_PER_DEG,
} from "./units.ts";
export { type AppliedZoning, applyZoning, type ZonePark, type ZoneRow } from "./zoning/apply-zoning.ts";
export { compareZoning, type ZoningComparison } from "./zoning/compare-zoning.ts";
export { entitiesOn, predecessorsOf, successorsOf } from "./zoning/lineage.ts";
export type { LineageChange } from "./zoning/lineage-conservation.ts";
export { type LineageReport, type LineageReportOptions, lineageReport } from "./zoning/lineage-report.ts";
export { type ZonesReport, type ZonesReportOptions, zonesReport } from "./zoning/report.ts";
export { type SuggestedZone, type SuggestedZoning, type SuggestZoningOptions, suggestZoning } from "./zoning/suggest-zoning.ts";
