# shellcheck shell=bash
# Builds what the scripts run. Sourced by common.sh.

# Runs Maven; prints a line for each step, and how far the downloads are. All of Maven's output is in target/build.log.
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

# What goes into the jar, as one hash.
jar_inputs() {
  hash_of pom.xml src/main
}

# The content of files and directories, as one hash.
hash_of() {
  find "$@" -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d ' ' -f 1
}

# The jar is as it was after a build by build_jar: then what it was made of decides. Else it was built by hand, and times do.
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

# Builds the jar $1 if it is missing, or if what goes into it has changed. Scripts that start at once build it once.
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
  # A gateway that runs from the old jar keeps it.
  rm -f "$1"
  # The steps of "mvn package" that the jar needs; the others download what the tests need.
  run_maven resources:resources compiler:compile jar:jar shade:shade@runnable-jar
  echo "$(jar_identity "$1") $inputs" >"$1.inputs"
}

# The classes of src/bench, src/burst, src/chaos and src/jmh are compiled with the tests. Sets program_classpath to what they run with.
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
