#!/bin/sh
# Makes the GeoPackages of this folder and what GDAL reads in them (GDAL 3.6.2). Run in this folder; needs ogr2ogr.
set -eu
rm -f *.gpkg *.gdal.json
read_back() { ogr2ogr -q -f GeoJSON -lco COORDINATE_PRECISION=9 -lco RFC7946=NO "$1.gdal.json" "$2" "$3"; }
# Two layers: degrees on CGCS2000, and 3° zone 40, with a hole, an island in a hole, no geometry, dates, yes/no, long codes.
ogr2ogr -q -f GPKG parcels.gpkg source.geojson -nln 宗地 -a_srs EPSG:4490 -nlt PROMOTE_TO_MULTI
ogr2ogr -q -f GPKG parcels.gpkg source.geojson -nln 'gk "40"' -s_srs EPSG:4490 -t_srs EPSG:4528 -nlt PROMOTE_TO_MULTI -update
read_back parcels parcels.gpkg 宗地
read_back gk40 parcels.gpkg 'gk "40"'
# Every kind of geometry, with heights, on a CRS that has a definition but no code.
ogr2ogr -q -f GPKG mixed.gpkg mixed.geojson -a_srs '+proj=longlat +ellps=GRS80 +no_defs'
read_back mixed mixed.gpkg mixed
