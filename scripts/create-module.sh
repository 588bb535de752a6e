#!/usr/bin/env bash
# Creates a module with nothing but openssl and curl: signs a CreateOTAModule request, sends it, prints request and answer.
# Usage: create-module.sh [--alias A] [--desc D] NAME
# The endpoint, the key and the product are read from OTAGATE_ENDPOINT, OTAGATE_ACCESS_KEY_ID, OTAGATE_ACCESS_KEY_SECRET and
# OTAGATE_PRODUCT_KEY, or else from data/first-key.env, which run.sh made.
set -euo pipefail

usage() {
  echo "usage: create-module.sh [--alias A] [--desc D] NAME" >&2
  exit 2
}

die() {
  echo "create-module.sh: $*" >&2
  exit 1
}

# Percent-encodes the bytes of $1: A-Z a-z 0-9 - _ . ~ stay, all else is %XX.
encode() {
  local LC_ALL=C text=$1 encoded= character i
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

alias_name= desc= has_alias= has_desc=
while [ $# -gt 0 ]; do
  case $1 in
    --alias)
      [ $# -ge 2 ] || usage
      alias_name=$2 has_alias=yes
      shift 2
      ;;
    --desc)
      [ $# -ge 2 ] || usage
      desc=$2 has_desc=yes
      shift 2
      ;;
    --)
      shift
      break
      ;;
    -*) usage ;;
    *) break ;;
  esac
done
[ $# -eq 1 ] || usage
module_name=$1

for program in openssl curl; do
  command -v "$program" >/dev/null || die "$program is needed"
done

# What the environment has wins over the file.
first_key=${OTAGATE_DATABASE_DATA_DIRECTORY:-$(dirname "${BASH_SOURCE[0]}")/../data}/first-key.env
if [ -f "$first_key" ]; then
  while IFS='=' read -r name value; do
    [ -n "${!name:-}" ] || printf -v "$name" '%s' "$value"
  done <"$first_key"
fi
for name in OTAGATE_ENDPOINT OTAGATE_ACCESS_KEY_ID OTAGATE_ACCESS_KEY_SECRET OTAGATE_PRODUCT_KEY; do
  [ -n "${!name:-}" ] || die "$name is not set and there is no $first_key; start the gateway with run.sh"
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

echo "GET $url"
answer=$(curl -sS --max-time 30 -w '\n%{http_code}' "$url") || die "no answer from $OTAGATE_ENDPOINT"
echo "HTTP ${answer##*$'\n'}"
body=${answer%$'\n'*}
echo "$body"
case $body in *'"success":true'*) exit 0 ;; *) exit 1 ;; esac
