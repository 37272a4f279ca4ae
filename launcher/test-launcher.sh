#!/bin/sh
# Tests ./kasane and launcher/find-jdk.sh with JDKs and a Maven that are only shell scripts, in a temporary folder.
# Usage: sh launcher/test-launcher.sh; prints one line per case, exits 1 when a case failed.
set -eu

repo=$(cd "$(dirname "$0")/.." && pwd -P)
base=$(mktemp -d "${TMPDIR:-/tmp}/kasane launcher.XXXXXX") # a blank in the path is part of the test
trap 'chmod -R u+w "$base"; rm -rf "$base"' EXIT
trap 'exit 130' INT TERM
passed=0
failed=0

check() { # check NAME EXPECTED ACTUAL
  if [ "$2" = "$3" ]; then
    passed=$((passed + 1))
    echo "ok   $1"
  else
    failed=$((failed + 1))
    printf 'FAIL %s\n  expected: %s\n  actual:   %s\n' "$1" "$2" "$3"
  fi
}

contains() { # contains NAME PART TEXT
  case $3 in
    *"$2"*) check "$1" yes yes ;;
    *) check "$1" "text with: $2" "$3" ;;
  esac
}

# The only commands the launcher may count on; no java among them.
mkdir "$base/bin"
for tool in sh cat cp date dirname find head ln mkdir mv readlink rm rmdir sed sleep tail tr; do
  ln -s "$(command -v $tool)" "$base/bin/$tool"
done

fake_jdk() { # fake_jdk FOLDER VERSION [RUNTIME_VERSION]
  mkdir -p "$1/bin"
  printf 'IMPLEMENTOR="Test"\nJAVA_RUNTIME_VERSION="%s"\nJAVA_VERSION="%s"\n' "${3:-$2+9}" "$2" >"$1/release"
  cat >"$1/bin/java" <<'JAVA'
#!/bin/sh
echo "home=$(cd "$(dirname "$0")/.." && pwd -P)"
program=no
for argument in "$@"; do
  [ $program = yes ] && echo "[$argument]"
  [ "$argument" = dev.kasane.cli.Main ] && program=yes
done
case "$*" in
  *wait-for-signal*) exec sleep 60 ;;
  *exit-7*) exit 7 ;;
  *show-options*) echo "options: $*" ;;
esac
exit 0
JAVA
  cp "$1/bin/java" "$1/bin/javac"
  chmod +x "$1/bin/java" "$1/bin/javac"
}

# A clone with a Maven that counts how often it is called.
clone="$base/my clone"
mkdir -p "$clone/core/src/main/java" "$clone/cli/src/main/java" "$clone/launcher"
cp "$repo/kasane" "$clone/"
cp "$repo/launcher/find-jdk.sh" "$clone/launcher/"
for file in pom.xml core/pom.xml cli/pom.xml core/src/main/java/A.java cli/src/main/java/B.java; do
  echo "$file" >"$clone/$file"
done
cat >"$clone/mvnw" <<'MVNW'
#!/bin/sh
echo call >>builds
if [ -e break-build ]; then
  echo "[ERROR] broken on purpose"
  exit 1
fi
if [ -e slow-build ]; then sleep 2; fi
mkdir -p cli/target/lib
echo jar >cli/target/kasane-cli.jar
echo jar >cli/target/lib/core.jar
MVNW
chmod +x "$clone/kasane" "$clone/mvnw"
builds() { if [ -e "$clone/builds" ]; then grep -c call "$clone/builds"; else echo 0; fi; }

mkdir "$base/none"
good="$base/jdks/good"
fake_jdk "$good" 25.0.3

kasane() { # runs the launcher in an environment with nothing but what the case sets in front of it
  env -i HOME="$base/none" PATH="$base/bin" KASANE_JDK_ROOTS="${roots-$base/none}" \
    ${java_home:+JAVA_HOME="$java_home"} ${kasane_java_home:+KASANE_JAVA_HOME="$kasane_java_home"} \
    ${options:+KASANE_OPTS="$options"} "$clone/kasane" "$@"
}
first_line() { head -n 1 | sed "s#^home=$(cd "$base" && pwd -P)/##"; }

# --- Which versions fit -------------------------------------------------------------------------------------------
fits() { # fits VERSION [RUNTIME_VERSION]
  rm -rf "$base/try"
  fake_jdk "$base/try" "$@"
  # shellcheck source=/dev/null
  if (. "$repo/launcher/find-jdk.sh" && jdk_read_version "$base/try" && jdk_version_fits "$jdk_version"); then
    echo yes
  else
    echo no
  fi
}
for version in 25.0.3 25.0.3.1 25.0.10 25.1 26 26.0.1 100; do check "$version fits" yes "$(fits $version)"; done
for version in 25 25.0.2 25.0.2.9 24.9.9 17.0.15 1.8.0_392 9; do check "$version is too old" no "$(fits $version)"; done
check "25-ea is refused" no "$(fits 25-ea)"
check "an early build of 26 is refused" no "$(fits 26 26-ea+12)"
printf 'JAVA_VERSION="25.0.3"\r\n' >"$base/try/release"
check "a release file with Windows line ends" yes \
  "$( (. "$repo/launcher/find-jdk.sh" && jdk_read_version "$base/try" && jdk_version_fits "$jdk_version") && echo yes)"
rm "$base/try/bin/javac"
check "a runtime without a compiler is not a JDK" no \
  "$( (. "$repo/launcher/find-jdk.sh" && jdk_read_version "$base/try" && jdk_version_fits "$jdk_version") || echo no)"

# --- No JDK -------------------------------------------------------------------------------------------------------
status=0
out=$(kasane --version 2>"$base/err") || status=$?
check "no JDK: exit status" 1 "$status"
check "no JDK: nothing on standard output" "" "$out"
check "no JDK: one line" 1 "$(wc -l <"$base/err" | tr -d ' ')"
contains "no JDK: says what to install" "no JDK 25.0.3 or newer found: install one" "$(cat "$base/err")"
check "no JDK: nothing built" 0 "$(builds)"
fake_jdk "$base/old/seventeen" 17.0.15
roots="$base/old"
contains "only an old JDK: names it" "(there is JDK 17.0.15 in $base/old/seventeen)" "$(kasane 2>&1 || true)"
unset roots

# --- Build on first use, and when sources change -------------------------------------------------------------------
java_home=$good
touch "$clone/break-build"
status=0
kasane --version >"$base/out" 2>"$base/err" || status=$?
check "a failing build: exit status" 1 "$status"
contains "a failing build: shows why" "[ERROR] broken on purpose" "$(cat "$base/err")"
contains "a failing build: names the log" "/my clone/.kasane/build.log" "$(cat "$base/err")"
check "a failing build: leaves only the log" "build.log" "$(ls -A "$clone/.kasane")"
rm "$clone/break-build" "$clone/builds"
kasane --version >"$base/out" 2>"$base/err"
check "first use builds" 1 "$(builds)"
check "first use says so" "Building Kasane (first use, about a minute)..." "$(cat "$base/err")"
kasane --version >"$base/out" 2>"$base/err"
check "second use does not build" 1 "$(builds)"
check "second use says nothing" "" "$(cat "$base/err")"
sleep 1.1
echo changed >>"$clone/core/src/main/java/A.java"
kasane >/dev/null 2>"$base/err"
check "a changed source rebuilds" 2 "$(builds)"
check "a rebuild says so" "Building Kasane (sources changed)..." "$(cat "$base/err")"
sleep 1.1
rm "$clone/core/src/main/java/A.java"
kasane >/dev/null 2>&1
check "a removed source rebuilds" 3 "$(builds)"
rm -rf "$clone/cli/target"
kasane >/dev/null 2>&1
check "a cleaned target folder is not needed" 3 "$(builds)"

# --- Several at once, and locks left by the dead -------------------------------------------------------------------
rm -rf "$clone/.kasane" "$clone/builds"
touch "$clone/slow-build"
pids=
for i in 1 2 3 4; do
  kasane "$i" >"$base/out.$i" 2>&1 &
  pids="$pids $!"
done
ok=yes
for pid in $pids; do wait "$pid" || ok=no; done
check "four first uses at once: all run" yes "$ok"
check "four first uses at once: one build" 1 "$(builds)"
rm -rf "$clone/.kasane" "$clone/builds" "$clone/slow-build"
mkdir "$clone/.kasane"
sh -c 'exit 0' &
dead=$!
wait $dead
ln -s $dead "$clone/.kasane/lock"
kasane >/dev/null 2>&1
check "the lock of a killed build is taken over" 1 "$(builds)"
check "no lock stays behind" no "$([ -L "$clone/.kasane/lock" ] && echo yes || echo no)"

# --- How the program is started ------------------------------------------------------------------------------------
check "arguments arrive as they were given" "[a b][][*][\"'\$x][--data=c  d]" \
  "$(cd / && kasane 'a b' '' '*' "\"'\$x" '--data=c  d' | sed 1d | tr -d '\n')"
ln -s "$clone/kasane" "$base/first"
mkdir "$base/links"
ln -s ../first "$base/links/second"
check "started through links" "[hi]" \
  "$(env -i PATH="$base/bin" JAVA_HOME="$good" KASANE_JDK_ROOTS= "$base/links/second" hi | sed 1d)"
check "started as an argument of sh" "[hi]" \
  "$(cd "$clone" && env -i PATH="$base/bin" JAVA_HOME="$good" KASANE_JDK_ROOTS= sh kasane hi | sed 1d)"
status=0
kasane exit-7 >/dev/null || status=$?
check "the exit status is passed on" 7 "$status"
options="-Xmx1g -Dx=y"
contains "KASANE_OPTS reach the JVM" " -Xmx1g -Dx=y -cp" "$(kasane show-options)"
unset options
contains "the vector module is asked for" "--add-modules jdk.incubator.vector" "$(kasane show-options)"
env -i PATH="$base/bin" JAVA_HOME="$good" KASANE_JDK_ROOTS= "$clone/kasane" wait-for-signal >/dev/null &
pid=$!
sleep 1
kill -TERM $pid
status=0
wait $pid 2>/dev/null || status=$?
check "signals reach the program" 143 "$status"

# --- Which JDK wins ------------------------------------------------------------------------------------------------
fake_jdk "$base/jdks/mine" 26.0.1
fake_jdk "$base/onpath/jdk" 25.0.4
fake_jdk "$base/usual/a-17" 17.0.1
fake_jdk "$base/usual/b-25/Contents/Home" 25.0.10
roots="$base/usual"
java_home=
check "the usual folders are searched" "usual/b-25/Contents/Home" "$(kasane | first_line)"
ln -s ../onpath/jdk/bin/java "$base/bin/java"
check "the PATH comes before them" "onpath/jdk" "$(kasane | first_line)"
java_home=$good
check "JAVA_HOME comes before the PATH" "jdks/good" "$(kasane | first_line)"
java_home="$base/usual/a-17"
check "a JAVA_HOME that is too old is passed over" "onpath/jdk" "$(kasane | first_line)"
java_home="$base/gone"
check "a JAVA_HOME that is gone is passed over" "onpath/jdk" "$(kasane | first_line)"
kasane_java_home="$base/jdks/mine"
check "KASANE_JAVA_HOME comes first" "jdks/mine" "$(kasane | first_line)"
kasane_java_home="$base/usual/a-17"
contains "a KASANE_JAVA_HOME that is too old is an error" \
  "KASANE_JAVA_HOME should name a JDK 25.0.3 or newer, but it is JDK 17.0.1 in" "$(kasane 2>&1 || true)"
kasane_java_home=

# --- A clone that cannot be written to (root may write anywhere) ---------------------------------------------------
if [ "$(id -u)" != 0 ]; then
  rm -rf "$clone/.kasane"
  chmod a-w "$clone"
  contains "a read-only clone" "cannot write to" "$(kasane 2>&1 || true)"
  chmod u+w "$clone"
fi

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
