# shellcheck shell=bash
# Builds the programs that the scripts run. Sourced by common.sh.

# Runs Maven. Prints a line for each step and for every 50 downloads. The whole output is in target/build.log.
run_maven() {
  require_java javac
  require mvn "install Maven, 3.8.7 or later"
  mkdir -p target
  mvn -B "$@" </dev/null 2>&1 | tee target/build.log | maven_progress >&2 ||
    die "Maven failed; its output is in target/build.log"
}

maven_progress() {
  local line downloads=0
  while IFS= read -r line; do
    case $line in
      *Downloading\ from*)
        if [ $((downloads++ % 50)) = 0 ]; then echo "  downloading dependencies ($downloads files so far) ..."; fi
        ;;
      *'--- '*' @ '*)
        line=${line#*--- }
        echo "  ${line%% *}"
        ;;
      *'[ERROR]'*) echo "  $line" ;;
    esac
  done
}

# Prints a hash of the inputs of the jar.
jar_inputs() {
  hash_of pom.xml src/main
}

# Prints a hash of the content of files and directories.
hash_of() {
  find "$@" -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d ' ' -f 1
}

# If build_jar made the jar, it is current if its inputs are the same. Otherwise it is current if it is newer than its inputs.
jar_is_current() {
  local built_from=''
  [ -f "$1" ] || return 1
  if [ -f "$1.inputs" ]; then built_from=$(<"$1.inputs"); fi
  case $built_from in
    "building") return 1 ;;
    "$(jar_identity "$1") "*) [ "${built_from##* }" = "$(jar_inputs)" ] ;;
    *) [ -z "$(find pom.xml src/main -newer "$1" -print -quit)" ] ;;
  esac
}

jar_identity() {
  stat -c '%i-%s-%Y' -- "$1"
}

# Builds the jar $1 if it is missing or its inputs have changed. If several scripts start at once, only one builds.
build_jar() {
  local lock
  require_java java
  jar_is_current "$1" && return 0
  mkdir -p target
  exec {lock}>target/build.lock
  if command -v flock >/dev/null; then flock "$lock"; fi
  jar_is_current "$1" || make_jar "$1"
  exec {lock}>&-
}

make_jar() {
  local inputs
  echo "building otagate (the first time takes minutes, for the downloads):" >&2
  inputs=$(jar_inputs)
  echo building >"$1.inputs"
  # A gateway that runs keeps the old file open.
  rm -f "$1"
  # Only the steps of "mvn package" that the jar needs, because the other steps download the test dependencies.
  run_maven resources:resources compiler:compile jar:jar shade:shade@runnable-jar
  echo "$(jar_identity "$1") $inputs" >"$1.inputs"
}

# Builds the programs in src/bench, src/burst, src/chaos and src/jmh, and sets program_classpath.
build_programs() {
  local inputs libraries=target/test-classpath
  require_java javac
  inputs=$(hash_of pom.xml src)
  if [ ! -f "$libraries.inputs" ] || [ "$(<"$libraries.inputs")" != "$inputs" ]; then
    echo "building the load programs (the first time takes minutes, for the downloads):" >&2
    rm -f "$libraries.inputs"
    run_maven -Dspotless.check.skip test-compile dependency:build-classpath -DincludeScope=test -Dmdep.outputFile="$PWD/$libraries"
    echo "$inputs" >"$libraries.inputs"
  fi
  # shellcheck disable=SC2034
  program_classpath=target/test-classes:target/classes:$(<"$libraries")
}
