/** Calls operations: signs in the page, sends through the relay, and reads the response of either dialect. */

import { post } from './api.js';
import { signAcs3, signRpc } from './sign.js';

const TOTAL = 'total';

export const VERSION = '2018-01-20';

/** How a request is sent, if the user has not chosen. */
export const DEFAULTS = Object.freeze({ dialect: 'tuya', format: 'JSON', method: 'POST', algorithm: 'HMAC-SHA1' });

/**
 * Signs and sends a request.
 * @param {{session: Object, key: Object}} app
 * @param {string} action the name of the operation
 * @param {Object<string, string>} parameters those of the operation
 * @param {Object} [options] some of `dialect`, `format`, `method`, `algorithm` and `key`
 */
export async function call(app, action, parameters, options = {}) {
  const signed = await sign(app, action, parameters, options);
  const response = await post('relay', signed.request);
  const times = timingOf(response.headers);
  return {
    signed,
    response,
    timing: times.filter(({ stage }) => stage !== TOTAL),
    totalMs: times.find(({ stage }) => stage === TOTAL)?.ms,
    ...outcomeOf(response),
  };
}

/** Signs a request without sending it. */
export function sign(app, action, parameters, options = {}) {
  const { dialect, format, method, algorithm, key = app.key } = { ...DEFAULTS, ...options };
  const isAlibaba = dialect === 'alibaba';
  const isAcs3 = algorithm.startsWith('ACS3');
  const all = { ...parameters };
  if (format === 'XML' || (isAlibaba && !isAcs3)) {
    all.Format = format;
  }
  if (isAcs3) {
    return signAcs3(key, { method, host: app.session.host, action, version: isAlibaba ? VERSION : null, parameters: all });
  }
  return signRpc(key, { method, algorithm, parameters: { ...all, Action: action, ...(isAlibaba ? { Version: VERSION } : {}) } });
}

/** Returns the stages of a `Server-Timing` header, with their milliseconds. */
export function timingOf(headers) {
  const values = headers.filter(([name]) => name.toLowerCase() === 'server-timing').map(([, value]) => value);
  return values
    .flatMap((value) => value.split(','))
    .map((entry) => ({ stage: entry.split(';')[0].trim(), ms: Number(/;\s*dur=([\d.]+)/.exec(entry)?.[1]) }))
    .filter(({ stage, ms }) => stage !== '' && Number.isFinite(ms));
}

/** Reads what every response says, whatever its dialect and format are. */
function outcomeOf({ status, body }) {
  const fields = body.trimStart().startsWith('<') ? fieldsOfXml(body) : fieldsOfJson(body);
  const text = (name) => fields[name] ?? fields[name[0].toUpperCase() + name.slice(1)] ?? null;
  const code = text('code') || null;
  return {
    status,
    success: String(text('success')) === 'true',
    code,
    message: text('errorMessage') ?? text('message'),
    requestId: text('requestId'),
    data: text('data'),
    productKey: text('productKey'),
  };
}

function fieldsOfJson(body) {
  try {
    return Object(JSON.parse(body));
  } catch {
    return {};
  }
}

function fieldsOfXml(body) {
  const root = new DOMParser().parseFromString(body, 'application/xml').documentElement;
  return Object.fromEntries([...root.children].map((child) => [child.tagName, child.textContent]));
}
