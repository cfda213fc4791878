#!/bin/sh
# Makes the Shapefiles of this folder and what GDAL reads in them (GDAL 3.6.2). Run in this folder; needs ogr2ogr.
set -eu
rm -f *.shp *.shx *.dbf *.prj *.cpg *.zip *.gdal.json
# A source with holes, two parts, an island in a hole, no geometry, dates, long codes and rare characters, in degrees.
to() { ogr2ogr -q -f "ESRI Shapefile" "$@"; }
read_back() { ogr2ogr -q -f GeoJSON -lco COORDINATE_PRECISION=9 -lco RFC7946=NO "$1.gdal.json" "$1.shp" ${2:-}; }
to gk40-gbk.shp source.geojson -t_srs EPSG:4528 -lco ENCODING=GBK -nlt PROMOTE_TO_MULTI
read_back gk40-gbk
to utf8.shp source.geojson -lco ENCODING=UTF-8 -nlt PROMOTE_TO_MULTI
read_back utf8
to points-z.shp points.geojson -lco ENCODING=UTF-8
read_back points-z
