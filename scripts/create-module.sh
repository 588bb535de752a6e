#!/usr/bin/env bash
# Creates a module with nothing but openssl and curl: signs a CreateOTAModule request, sends it, prints request and response.
set -euo pipefail
unset CDPATH

help() {
  cat <<'EOF'
usage: create-module.sh [OPTION...] NAME

  --alias A      AliasName
  --desc D       Desc
  --env FILE     where endpoint, key and product are read from (data/first-key.env, which run.sh makes)
  --ca FILE      certificates to trust, PEM; for a gateway with a certificate of your own
  --insecure     does not verify the gateway's certificate: to try things out only

OTAGATE_ENDPOINT, OTAGATE_ACCESS_KEY_ID, OTAGATE_ACCESS_KEY_SECRET and OTAGATE_PRODUCT_KEY in the environment win over the file.
The exit status is 0 if the module was created, 1 if not, and 2 for wrong usage.
EOF
}

usage() {
  echo "create-module.sh: $*; create-module.sh --help shows the usage" >&2
  exit 2
}

die() {
  echo "create-module.sh: $*" >&2
  exit 1
}

# Percent-encodes the bytes of $1: A-Z a-z 0-9 - _ . ~ stay, all else is %XX.
encode() {
  local LC_ALL=C text=$1 encoded='' character i
  for ((i = 0; i < ${#text}; i++)); do
    character=${text:i:1}
    case $character in
      [A-Za-z0-9._~-]) encoded+=$character ;;
      *)
        printf -v character '%d' "'$character"
        printf -v character '%%%02X' $((character & 255))
        encoded+=$character
        ;;
    esac
  done
  printf '%s' "$encoded"
}

# Sets what the environment lacks from the NAME=VALUE lines of a file; values may stand in single quotes. The file is read, never
# sourced: nothing in it is executed.
read_env() {
  local line name value
  while IFS= read -r line || [ -n "$line" ]; do
    line=${line%$'\r'}
    name=${line%%=*} value=${line#*=}
    case $name in
      OTAGATE_ENDPOINT | OTAGATE_ACCESS_KEY_ID | OTAGATE_ACCESS_KEY_SECRET | OTAGATE_PRODUCT_KEY) ;;
      *) continue ;;
    esac
    if [[ $value == \'*\' ]]; then
      value=${value:1:-1}
      value=${value//"'\\''"/"'"}
    fi
    [ -n "${!name:-}" ] || printf -v "$name" '%s' "$value"
  done <"$1"
}

alias_name='' desc='' has_alias='' has_desc='' env_file='' curl_options=()
while [ $# -gt 0 ]; do
  case $1 in
    -h | --help)
      help
      exit
      ;;
    --insecure) curl_options+=(--insecure) ;;
    --alias | --desc | --env | --ca)
      [ $# -ge 2 ] || usage "$1 takes a value"
      case $1 in
        --alias) alias_name=$2 has_alias=yes ;;
        --desc) desc=$2 has_desc=yes ;;
        --env) env_file=$2 ;;
        --ca) curl_options+=(--cacert "$2") ;;
      esac
      if [ "$1" = --env ] || [ "$1" = --ca ]; then [ -r "$2" ] || usage "$2 cannot be read"; fi
      shift
      ;;
    --)
      shift
      break
      ;;
    -*) usage "there is no option $1" ;;
    *) break ;;
  esac
  shift
done
[ $# -ge 1 ] || usage "the module's name is missing"
[ $# -eq 1 ] || usage "\"$2\" is not expected"
module_name=$1

for program in openssl curl; do
  command -v "$program" >/dev/null || die "$program is needed"
done

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
env_file=${env_file:-${OTAGATE_DATABASE_DATA_DIRECTORY:-$root/data}/first-key.env}
# run.sh runs the gateway in the repository's root.
if [ ! -f "$env_file" ] && [[ $env_file != /* ]]; then env_file=$root/$env_file; fi
if [ -f "$env_file" ]; then read_env "$env_file"; fi
for name in OTAGATE_ENDPOINT OTAGATE_ACCESS_KEY_ID OTAGATE_ACCESS_KEY_SECRET OTAGATE_PRODUCT_KEY; do
  [ -n "${!name:-}" ] || die "$name is not set, and $env_file does not have it; start the gateway with run.sh"
done

# The parameters in the byte order of their names.
query="AccessKeyId=$(encode "$OTAGATE_ACCESS_KEY_ID")&Action=CreateOTAModule"
[ -z "$has_alias" ] || query+="&AliasName=$(encode "$alias_name")"
[ -z "$has_desc" ] || query+="&Desc=$(encode "$desc")"
query+="&ModuleName=$(encode "$module_name")"
query+="&ProductKey=$(encode "$OTAGATE_PRODUCT_KEY")"
query+="&SignatureMethod=HMAC-SHA1"
query+="&SignatureNonce=$(openssl rand -hex 16)"
query+="&Timestamp=$(encode "$(date -u +%Y-%m-%dT%H:%M:%SZ)")"

string_to_sign="GET&%2F&$(encode "$query")"
signature=$(printf '%s' "$string_to_sign" |
  openssl dgst -sha1 -hmac "$OTAGATE_ACCESS_KEY_SECRET&" -binary | openssl base64)
url="${OTAGATE_ENDPOINT%/}/?$query&Signature=$(encode "$signature")"

# Loopback addresses bypass a proxy that the environment has.
no_proxy=${no_proxy:-${NO_PROXY:-}}
[ "$no_proxy" = '*' ] || export no_proxy="${no_proxy:+$no_proxy,}127.0.0.1,localhost,::1"

echo "GET $url"
response=$(curl -sS --globoff --max-time 30 "${curl_options[@]}" -w '\n%{http_code}' "$url") ||
  die "no response from $OTAGATE_ENDPOINT"
echo "HTTP ${response##*$'\n'}"
body=${response%$'\n'*}
echo "$body"
case $body in *'"success":true'*) exit 0 ;; *) exit 1 ;; esac
