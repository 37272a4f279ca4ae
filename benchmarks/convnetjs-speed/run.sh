#!/bin/sh
# Times ConvNetJS under Node and Kasane, one after the other. Needs Node, and Kasane built: ./mvnw -q package -DskipTests
# usage: run.sh [seconds of each measurement]
set -e
cd "$(dirname "$0")"
[ -d node_modules ] || npm ci --silent
libraries=../../cli/target/lib
exec java --add-modules jdk.incubator.vector -cp "${KASANE_CLASSPATH:-$libraries/*}" Speed.java "$@"
