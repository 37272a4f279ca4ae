# Finds a JDK that Kasane can be built and run with. Sourced by ./kasane and ./mvnw; plain POSIX sh.
#
# find_jdk sets KASANE_JDK to the home of the first JDK that fits and returns 0. Otherwise it returns 1, with the
# sentence that tells the user what to do in KASANE_JDK_MISSING. Looked at, in this order: KASANE_JAVA_HOME (which
# has to fit), JAVA_HOME, the java on the PATH, and the folders where JDKs are usually installed.
#
# Versions are read from the JDK's "release" file, because starting a JVM for each candidate would be slow.

# 25.0.0 to 25.0.2 can corrupt memory in the default garbage collector (JDK-8377811).
KASANE_JDK_LEAST=25.0.3

# Sets jdk_version to the version of the JDK in folder $1, or to nothing when there is no JDK in it.
jdk_read_version() {
  jdk_version=
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  jdk_early=
  while IFS= read -r jdk_line || [ -n "$jdk_line" ]; do
    case $jdk_line in
      JAVA_VERSION=*)
        jdk_version=${jdk_line#JAVA_VERSION=}
        jdk_version=${jdk_version%"${jdk_version##*[!$jdk_cr]}"}
        jdk_version=${jdk_version#\"}
        jdk_version=${jdk_version%\"}
        ;;
      JAVA_RUNTIME_VERSION=*-ea*) jdk_early=-ea ;;
    esac
  done <"$1/release"
  case $jdk_version in
    *-ea*) ;;
    ?*) jdk_version=$jdk_version$jdk_early ;;
  esac
}
jdk_cr=$(printf '\r')

# True when version $1 (such as 25.0.10) is a release and not older than KASANE_JDK_LEAST.
jdk_version_fits() {
  case $1 in
    '' | *-ea*) return 1 ;;
  esac
  jdk_have=${1%%[!0-9.]*}
  jdk_need=$KASANE_JDK_LEAST
  while [ -n "$jdk_need" ]; do
    jdk_a=${jdk_have%%.*}
    jdk_b=${jdk_need%%.*}
    jdk_a=${jdk_a:-0}
    [ "$jdk_a" -gt "$jdk_b" ] && return 0
    [ "$jdk_a" -lt "$jdk_b" ] && return 1
    case $jdk_have in *.*) jdk_have=${jdk_have#*.} ;; *) jdk_have= ;; esac
    case $jdk_need in *.*) jdk_need=${jdk_need#*.} ;; *) jdk_need= ;; esac
  done
  return 0
}

# Takes the JDK in folder $1 when it fits; remembers the best that did not, for the message.
jdk_try() {
  jdk_read_version "$1"
  if jdk_version_fits "$jdk_version"; then
    KASANE_JDK=$1
    return 0
  fi
  if [ -n "$jdk_version" ] && [ -z "$jdk_seen" ]; then
    jdk_seen="JDK $jdk_version in $1"
  fi
  return 1
}

# Sets jdk_home to the home of the java on the PATH, following links; empty when there is none.
jdk_home_of_path() {
  jdk_home=
  jdk_java=$(command -v java 2>/dev/null) || return 0
  case $jdk_java in /*) ;; *) return 0 ;; esac
  while [ -L "$jdk_java" ]; do
    jdk_link=$(readlink "$jdk_java") || return 0
    case $jdk_link in
      /*) jdk_java=$jdk_link ;;
      *) jdk_java=${jdk_java%/*}/$jdk_link ;;
    esac
  done
  jdk_home=${jdk_java%/*}
  jdk_home=$(cd "$jdk_home/.." 2>/dev/null && pwd -P) || jdk_home=
  # Version managers such as jenv and asdf put a script on the PATH: only that script knows the home.
  if [ -n "$jdk_home" ] && [ ! -r "$jdk_home/release" ]; then
    jdk_home=$(java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p' | tr -d '\r')
  fi
}

find_jdk() {
  KASANE_JDK=
  KASANE_JDK_MISSING=
  jdk_seen=
  if [ -n "${KASANE_JAVA_HOME:-}" ]; then
    jdk_try "$KASANE_JAVA_HOME" && return 0
    KASANE_JDK_MISSING="KASANE_JAVA_HOME should name a JDK $KASANE_JDK_LEAST or newer, but it is"
    KASANE_JDK_MISSING="$KASANE_JDK_MISSING ${jdk_seen:-$KASANE_JAVA_HOME, which holds no JDK}"
    KASANE_JDK_MISSING="$KASANE_JDK_MISSING; set it to the folder of another JDK or unset it."
    return 1
  fi
  if [ -n "${JAVA_HOME:-}" ]; then
    jdk_try "$JAVA_HOME" && return 0
  fi
  jdk_home_of_path
  if [ -n "$jdk_home" ]; then
    jdk_try "$jdk_home" && return 0
  fi
  # KASANE_JDK_ROOTS (folders separated by ':') replaces the usual folders; the launcher's own test needs that.
  if [ -n "${KASANE_JDK_ROOTS+set}" ]; then
    jdk_roots=$KASANE_JDK_ROOTS
  else
    jdk_user=${HOME:-/nonexistent}
    jdk_roots=/usr/lib/jvm:/usr/lib64/jvm
    jdk_roots=$jdk_roots:$jdk_user/.sdkman/candidates/java:$jdk_user/.jdks:$jdk_user/.gradle/jdks
    jdk_roots=$jdk_roots:$jdk_user/.asdf/installs/java:$jdk_user/.local/share/mise/installs/java
    jdk_roots=$jdk_roots:$jdk_user/.jbang/cache/jdks:$jdk_user/Library/Java/JavaVirtualMachines
    jdk_roots=$jdk_roots:/Library/Java/JavaVirtualMachines:/opt/java:/opt:/usr/java:/usr/local:/usr/local/java
    jdk_roots=$jdk_roots:/usr/local/opt:/opt/homebrew/opt:/opt/hostedtoolcache/Java_Temurin-Hotspot_jdk
  fi
  while [ -n "$jdk_roots" ]; do
    jdk_root=${jdk_roots%%:*}
    case $jdk_roots in *:*) jdk_roots=${jdk_roots#*:} ;; *) jdk_roots= ;; esac
    [ -d "$jdk_root" ] || continue
    for jdk_dir in "$jdk_root"/*; do
      # Homebrew and macOS put the home deeper inside; tool caches put it below the architecture.
      for jdk_inner in "" /Contents/Home /libexec /libexec/openjdk.jdk/Contents/Home /x64 /arm64; do
        [ -x "$jdk_dir$jdk_inner/bin/javac" ] || continue
        jdk_try "$jdk_dir$jdk_inner" && return 0
      done
    done
  done
  KASANE_JDK_MISSING="no JDK $KASANE_JDK_LEAST or newer found${jdk_seen:+ (there is $jdk_seen)}: install one, for"
  KASANE_JDK_MISSING="$KASANE_JDK_MISSING example Temurin 25 from https://adoptium.net, or set JAVA_HOME to its folder."
  return 1
}
