/**
 * Code to paste for a call, in several languages. No sample contains the secret: it is read from the environment.
 *
 * @typedef {{operation: string, parameters: Object<string, string>, endpoint: string, accessKeyId: string, dialect: string,
 *   format: string, method: string, algorithm: string}} Call
 */

import { classicSdk, teaSdk } from './samples-java.js';

const SECRET = 'OTAGATE_ACCESS_KEY_SECRET';

/** The languages, each with the text for a call. */
export const samples = Object.freeze([
  { id: 'curl', label: 'curl', text: curl },
  { id: 'openssl', label: 'Shell, openssl', text: openssl },
  { id: 'java-classic', label: 'Java, classic SDK', text: classicSdk },
  { id: 'java-tea', label: 'Java, Tea SDK', text: teaSdk },
  { id: 'node', label: 'Node.js', text: node },
  { id: 'python', label: 'Python', text: python },
  { id: 'go', label: 'Go', text: go },
]);

/** The parameters of the call, without those that are new for each request. */
function named({ operation, parameters, dialect, format, algorithm }) {
  const needsFormat = format === 'XML' || (dialect === 'alibaba' && !algorithm.startsWith('ACS3'));
  return {
    Action: operation,
    ...parameters,
    ...(needsFormat ? { Format: format } : {}),
    ...(dialect === 'alibaba' ? { Version: '2018-01-20' } : {}),
  };
}

// The samples sign in the RPC style, which all operations accept; ACS3 also uses SHA-256.
function hash({ algorithm }) {
  return algorithm === 'HMAC-SHA1' ? '1' : '256';
}

function common(call) {
  return { ...named(call), AccessKeyId: call.accessKeyId, SignatureMethod: `HMAC-SHA${hash(call)}`, SignatureVersion: '1.0' };
}

const shell = (text) => `'${text.replaceAll("'", "'\\''")}'`;

/** A literal of JavaScript, Python and Go. */
const literal = JSON.stringify;

function lines(values, line) {
  return Object.entries(values)
    .map(([name, value]) => line(name, value))
    .join('\n');
}

function curl(call) {
  const query = Object.entries(named(call))
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
  return `# otagate sign reads the secret from ${SECRET}. A signed URL is valid once, within 15 minutes.
export OTAGATE_ACCESS_KEY_ID=${shell(call.accessKeyId)}
export OTAGATE_ENDPOINT=${shell(call.endpoint)}
curl -sS${call.method === 'POST' ? ' -X POST' : ''} "$(otagate sign --url --method ${call.method} \\
  --signature-method HMAC-SHA${hash(call)} \\
  ${shell(query)})"
`;
}

function openssl(call) {
  return `#!/usr/bin/env bash
# Needs bash, curl and openssl. The secret is in ${SECRET}.
set -euo pipefail

endpoint=${shell(call.endpoint)}
parameters=(
${lines(common(call), (name, value) => `  ${name} ${shell(value)}`)}
  SignatureNonce "$(openssl rand -hex 16)"
  Timestamp "$(date -u +%Y-%m-%dT%H:%M:%SZ)"
)

# All bytes except A-Z a-z 0-9 - _ . ~ become %XX.
encode() {
  local LC_ALL=C i byte
  for ((i = 0; i < \${#1}; i++)); do
    byte=\${1:i:1}
    case $byte in
      [A-Za-z0-9._~-]) printf '%s' "$byte" ;;
      *) printf '%%%02X' "$(($(printf '%d' "'$byte") & 255))" ;;
    esac
  done
}

pairs() {
  local i
  for ((i = 0; i < \${#parameters[@]}; i += 2)); do
    printf '%s=%s\\n' "$(encode "\${parameters[i]}")" "$(encode "\${parameters[i + 1]}")"
  done
}

query=$(pairs | LC_ALL=C sort -t = -k 1,1 | paste -s -d '&' -)
string_to_sign="${call.method}&%2F&$(encode "$query")"
signature=$(printf '%s' "$string_to_sign" | openssl dgst -sha${hash(call)} -hmac "$${SECRET}&" -binary | base64)
${
  call.method === 'POST'
    ? 'curl -sS --data "$query&Signature=$(encode "$signature")" "$endpoint/"'
    : 'curl -sS "$endpoint/?$query&Signature=$(encode "$signature")"'
}
`;
}

function node(call) {
  const send = call.method === 'POST' ? "`${endpoint}/`, { method: 'POST', body: new URLSearchParams(signed) }" : '`${endpoint}/?${signed}`';
  return `// Needs Node.js 18 or later. Save it with the ending .mjs. The secret is in ${SECRET}.
import { createHmac, randomUUID } from 'node:crypto';

const endpoint = ${literal(call.endpoint)};
const parameters = {
${lines(common(call), (name, value) => `  ${name}: ${literal(value)},`)}
  SignatureNonce: randomUUID(),
  Timestamp: new Date().toISOString().replace(/\\.\\d+Z$/, 'Z'),
};

const encode = (text) => encodeURIComponent(text).replace(/[!'()*]/g, (c) => \`%\${c.charCodeAt(0).toString(16).toUpperCase()}\`);
const query = Object.keys(parameters)
  .sort()
  .map((name) => \`\${encode(name)}=\${encode(parameters[name])}\`)
  .join('&');
const stringToSign = \`${call.method}&%2F&\${encode(query)}\`;
const signature = createHmac('sha${hash(call)}', \`\${process.env.${SECRET}}&\`).update(stringToSign).digest('base64');
const signed = \`\${query}&Signature=\${encode(signature)}\`;

const response = await fetch(${send});
console.log(response.status, await response.text());
`;
}

function python(call) {
  const request =
    call.method === 'POST'
      ? 'urllib.request.Request(endpoint + "/", data=signed.encode("ascii"))'
      : 'urllib.request.Request(endpoint + "/?" + signed)';
  return `# Needs Python 3.8 or later. The secret is in ${SECRET}.
import base64
import hashlib
import hmac
import os
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid

endpoint = ${literal(call.endpoint)}
parameters = {
${lines(common(call), (name, value) => `    ${literal(name)}: ${literal(value)},`)}
    "SignatureNonce": str(uuid.uuid4()),
    "Timestamp": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
}


def encode(text):
    return urllib.parse.quote(text, safe="-_.~")


query = "&".join(encode(name) + "=" + encode(parameters[name]) for name in sorted(parameters))
string_to_sign = "${call.method}&%2F&" + encode(query)
key = (os.environ["${SECRET}"] + "&").encode("utf-8")
signature = base64.b64encode(hmac.new(key, string_to_sign.encode("ascii"), hashlib.sha${hash(call)}).digest()).decode("ascii")
signed = query + "&Signature=" + encode(signature)

request = ${request}
try:
    with urllib.request.urlopen(request, timeout=10) as response:
        print(response.status, response.read().decode("utf-8"))
except urllib.error.HTTPError as error:
    print(error.code, error.read().decode("utf-8"))
`;
}

function go(call) {
  const isPost = call.method === 'POST';
  return `// The secret is in ${SECRET}.
package main

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha${hash(call)}"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/url"
	"os"
	"sort"
	"strings"
	"time"
)

const endpoint = ${literal(call.endpoint)}

func encode(text string) string {
	return strings.ReplaceAll(url.QueryEscape(text), "+", "%20")
}

func main() {
	nonce := make([]byte, 16)
	if _, err := rand.Read(nonce); err != nil {
		log.Fatal(err)
	}
	parameters := map[string]string{
${lines(common(call), (name, value) => `		${literal(name)}: ${literal(value)},`)}
		"SignatureNonce": hex.EncodeToString(nonce),
		"Timestamp":      time.Now().UTC().Format("2006-01-02T15:04:05Z"),
	}
	names := make([]string, 0, len(parameters))
	for name := range parameters {
		names = append(names, name)
	}
	sort.Strings(names)
	pairs := make([]string, 0, len(names))
	for _, name := range names {
		pairs = append(pairs, encode(name)+"="+encode(parameters[name]))
	}
	query := strings.Join(pairs, "&")

	mac := hmac.New(sha${hash(call)}.New, []byte(os.Getenv("${SECRET}")+"&"))
	mac.Write([]byte("${call.method}&%2F&" + encode(query)))
	signed := query + "&Signature=" + encode(base64.StdEncoding.EncodeToString(mac.Sum(nil)))

	response, err := http.${isPost ? 'Post(endpoint+"/", "application/x-www-form-urlencoded", strings.NewReader(signed))' : 'Get(endpoint + "/?" + signed)'}
	if err != nil {
		log.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(response.StatusCode, string(body))
}
`;
}
