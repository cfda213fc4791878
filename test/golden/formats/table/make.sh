#!/bin/sh
# Makes the tables of this folder (GDAL 3.6.2, drivers XLSX and CSV). Needs ogr2ogr.
set -eu
rm -f gdal.xlsx gdal.csv
ogr2ogr -q -f XLSX gdal.xlsx ../shapefile/source.geojson -nln 台账
ogr2ogr -q -f CSV gdal.csv ../shapefile/source.geojson
