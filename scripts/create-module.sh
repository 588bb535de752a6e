#!/usr/bin/env bash
# Creates a module with nothing but openssl and curl: signs a CreateOTAModule request, sends it, prints request and response.
set -euo pipefail
unset CDPATH

help() {
  cat <<'EOF'
usage: create-module.sh [OPTION...] NAME

Creates a module of a product: signs the request with openssl, sends it with curl, and prints request and response.

  --alias A      AliasName
  --desc D       Desc
  --env FILE     a file with the variables below (data/first-key.env, which run.sh writes)
  --ca FILE      PEM certificates to trust, for a gateway with a certificate of your own CA
  --insecure     does not verify the gateway's certificate; only to try things out

OTAGATE_ENDPOINT (http://HOST:PORT or https://HOST:PORT), OTAGATE_ACCESS_KEY_ID, OTAGATE_ACCESS_KEY_SECRET and OTAGATE_PRODUCT_KEY
in the environment override the file.
Exit status: 0 if the module was created, 1 if not, 2 for wrong usage.
EOF
}

usage() {
  local message=$*
  echo "create-module.sh: ${message//[[:cntrl:]]/ }; create-module.sh --help shows the usage" >&2
  exit 2
}

die() {
  echo "create-module.sh: $*" >&2
  exit 1
}

# Percent-encodes the bytes of $1, except A-Z a-z 0-9 - _ . ~
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

# Sets the variables that are not in the environment from the NAME=VALUE lines of a file. Values may be in single quotes. The file is
# parsed, not sourced: nothing in it is executed.
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
      if [ "$1" = --env ] || [ "$1" = --ca ]; then [ -r "$2" ] || usage "\"$2\" cannot be read"; fi
      case $1 in
        --alias) alias_name=$2 has_alias=yes ;;
        --desc) desc=$2 has_desc=yes ;;
        --env) env_file=$2 ;;
        --ca) curl_options+=(--cacert "$(realpath -- "$2")") ;;
      esac
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
  [ -n "${!name:-}" ] || die "$name is not set, and $env_file does not have it; start a gateway with run.sh, or set it"
done

# host is the host of the endpoint, without brackets.
endpoint=${OTAGATE_ENDPOINT%/}
[[ $endpoint =~ ^https?://(([A-Za-z0-9][A-Za-z0-9._-]*)|\[([0-9A-Fa-f:.]+)\])(:([0-9]{1,5}))?$ ]] ||
  usage "OTAGATE_ENDPOINT must be http://HOST:PORT or https://HOST:PORT, not \"$OTAGATE_ENDPOINT\""
host=${BASH_REMATCH[2]}${BASH_REMATCH[3]} port=${BASH_REMATCH[5]}
if [ -n "$port" ] && ((10#$port < 1 || 10#$port > 65535)); then usage "OTAGATE_ENDPOINT has the port $port; ports are 1 to 65535"; fi
# A proxy in the environment cannot reach a loopback address of this machine.
case ${host,,} in localhost | 127.* | ::1 | ::ffff:127.*) curl_options+=(--noproxy '*') ;; esac

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
url="$endpoint/?$query&Signature=$(encode "$signature")"

echo "GET $url"
response=$(curl -sS --globoff --proto =http,https --max-time 30 "${curl_options[@]}" -w '\n%{http_code}' -- "$url") ||
  die "no response from $OTAGATE_ENDPOINT"
echo "HTTP ${response##*$'\n'}"
body=${response%$'\n'*}
echo "$body"
case $body in *'"success":true'*) exit 0 ;; *) exit 1 ;; esac
