/**
 * Signs requests with WebCrypto. Every text comes in parts, so that the page can show which parameter is where.
 *
 * @typedef {{text: string, name?: string}} Part a piece of text, with the parameter or header that it belongs to
 * @typedef {{method: string, target: string, headers: Array<[string, string]>, body: string|null}} Request
 * @typedef {{request: Request, shown: Part[], canonical: Part[]|null, stringToSign: Part[], values: Object<string, string>}} Signed
 */

import { base64, hex, pair, percentEncode, sorted, utf8 } from './encode.js';

const FORM = 'application/x-www-form-urlencoded';

/**
 * Imports a secret as keys that the page cannot read back.
 * @param {string} accessKeyId
 * @param {string} secret
 */
export async function importKey(accessKeyId, secret) {
  const hmac = (text, hash) => crypto.subtle.importKey('raw', utf8(text), { name: 'HMAC', hash }, false, ['sign']);
  return {
    accessKeyId,
    'HMAC-SHA1': await hmac(`${secret}&`, 'SHA-1'),
    'HMAC-SHA256': await hmac(`${secret}&`, 'SHA-256'),
    'ACS3-HMAC-SHA256': await hmac(secret, 'SHA-256'),
  };
}

/** The text of parts. */
export function textOf(parts) {
  return parts.map((part) => part.text).join('');
}

/** The parts of the string to sign of the RPC signature, over all parameters except `Signature`. */
export function rpcStringToSign(method, parameters) {
  const signed = sorted(parameters).filter(([name]) => name !== 'Signature');
  return [
    { text: `${method}&%2F&` },
    ...joined(
      signed.map(([name, value]) => ({ text: percentEncode(pair(name, value)), name })),
      '%26',
    ),
  ];
}

/**
 * Signs a request with the RPC signature. All parameters are in the query of a GET, or in the form body of a POST.
 * @returns {Promise<Signed>}
 */
export async function signRpc(key, { method, algorithm, parameters, now = new Date(), nonce = newNonce() }) {
  const values = {
    ...parameters,
    AccessKeyId: key.accessKeyId,
    SignatureMethod: algorithm,
    SignatureNonce: nonce,
    SignatureVersion: '1.0',
    Timestamp: timestamp(now),
  };
  const stringToSign = rpcStringToSign(method, values);
  const signature = base64(await crypto.subtle.sign('HMAC', key[algorithm], utf8(textOf(stringToSign))));
  const query = joined(
    [...sorted(values), ['Signature', signature]].map(([name, value]) => ({ text: pair(name, value), name })),
    '&',
  );
  const request = requestOf(method, method === 'GET' ? textOf(query) : '', [], method === 'GET' ? null : textOf(query));
  return { request, shown: shown(request, query, []), canonical: null, stringToSign, values: { ...values, Signature: signature } };
}

/**
 * Signs a request with ACS3-HMAC-SHA256: common values are headers, the other parameters are in the query or the form body.
 * @returns {Promise<Signed>}
 */
export async function signAcs3(key, { method, host, action, version, parameters, now = new Date(), nonce = newNonce() }) {
  const pairs = joined(
    sorted(parameters).map(([name, value]) => ({ text: pair(name, value), name })),
    '&',
  );
  const inQuery = method === 'GET';
  const body = inQuery || pairs.length === 0 ? null : textOf(pairs);
  const digest = hex(await crypto.subtle.digest('SHA-256', utf8(body ?? '')));
  const headers = {
    host,
    'x-acs-action': action,
    'x-acs-content-sha256': digest,
    'x-acs-date': timestamp(now),
    'x-acs-signature-nonce': nonce,
    ...(version ? { 'x-acs-version': version } : {}),
  };
  const names = Object.keys(headers).join(';');
  const canonical = [
    { text: `${method}\n/\n` },
    ...(inQuery ? pairs : []),
    { text: '\n' },
    ...Object.entries(headers).flatMap(([name, value]) => [{ text: `${name}:${value}`, name }, { text: '\n' }]),
    { text: `\n${names}\n` },
    { text: digest, name: 'x-acs-content-sha256' },
  ];
  const stringToSign = [
    { text: 'ACS3-HMAC-SHA256\n' },
    { text: hex(await crypto.subtle.digest('SHA-256', utf8(textOf(canonical)))), name: 'canonical request' },
  ];
  const signature = hex(await crypto.subtle.sign('HMAC', key['ACS3-HMAC-SHA256'], utf8(textOf(stringToSign))));
  const authorization = `ACS3-HMAC-SHA256 Credential=${key.accessKeyId},SignedHeaders=${names},Signature=${signature}`;
  const sent = Object.entries({ ...headers, authorization });
  const request = requestOf(method, inQuery ? textOf(pairs) : '', sent, body);
  return {
    request,
    shown: shown(request, pairs, sent),
    canonical,
    stringToSign,
    values: { ...parameters, ...headers, authorization },
  };
}

function requestOf(method, query, headers, body) {
  const form = body === null ? [] : [['content-type', FORM]];
  return { method, target: query === '' ? '/' : `/?${query}`, headers: [...headers, ...form], body };
}

// The request as text: request line, headers, body.
function shown(request, pairs, named) {
  const names = new Set(named.map(([name]) => name));
  const inQuery = request.body === null;
  return [
    { text: `${request.method} /${inQuery && pairs.length > 0 ? '?' : ''}` },
    ...(inQuery ? pairs : []),
    ...request.headers.flatMap(([name, value]) => [{ text: '\n' }, { text: `${name}: ${value}`, ...(names.has(name) ? { name } : {}) }]),
    ...(inQuery ? [] : [{ text: '\n\n' }, ...pairs]),
  ];
}

function joined(parts, separator) {
  return parts.flatMap((part, i) => (i === 0 ? [part] : [{ text: separator }, part]));
}

function timestamp(date) {
  return date.toISOString().replace(/\.\d+Z$/, 'Z');
}

function newNonce() {
  return crypto.randomUUID();
}
