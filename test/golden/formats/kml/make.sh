#!/bin/sh
# Makes the KML and KMZ of this folder and what GDAL reads in them (GDAL 3.6.2, driver LIBKML). Needs ogr2ogr.
set -eu
rm -f gdal.kml gdal.kmz gdal.json
ogr2ogr -q -f LIBKML gdal.kml ../shapefile/source.geojson -nln 宗地
ogr2ogr -q -f LIBKML gdal.kmz ../shapefile/source.geojson -nln 宗地
ogr2ogr -q -f GeoJSON -lco RFC7946=NO -lco COORDINATE_PRECISION=9 gdal.json gdal.kml
