#!/bin/sh
# Makes the FlatGeobuf files of this folder from the sources of ../geopackage, and what GDAL reads in them (GDAL 3.6.2).
set -eu
rm -f *.fgb *.gdal.json
read_back() { ogr2ogr -q -f GeoJSON -lco COORDINATE_PRECISION=9 -lco RFC7946=NO "$1.gdal.json" "$1.fgb"; }
# With the index, whose order the features take, and without; a file with an index holds no feature without geometry.
ogr2ogr -q -f FlatGeobuf parcels.fgb ../geopackage/source.geojson -nln 宗地 -a_srs EPSG:4490 -nlt PROMOTE_TO_MULTI -where 'GDSJ IS NOT NULL'
read_back parcels
ogr2ogr -q -f FlatGeobuf gk40.fgb ../geopackage/source.geojson -s_srs EPSG:4490 -t_srs EPSG:4528 -nln gk40 -nlt PROMOTE_TO_MULTI -lco SPATIAL_INDEX=NO
read_back gk40
ogr2ogr -q -f FlatGeobuf mixed.fgb ../geopackage/mixed.geojson -a_srs EPSG:4490 -nlt GEOMETRY
read_back mixed
