/** Calls of the console's own endpoints on the management port. */

const BASE = new URL('api/', document.baseURI);
const TIMEOUT_MS = 20_000;

/** An error of an endpoint: `status` is 0 if the gateway did not respond. */
export class ApiError extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

/** Returns the JSON of a GET. */
export function get(path, query = {}) {
  const url = new URL(path, BASE);
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') {
      url.searchParams.set(name, value);
    }
  }
  return request(url, { method: 'GET' });
}

/** Returns the JSON of a POST. */
export function post(path, body) {
  return request(new URL(path, BASE), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
}

async function request(url, options) {
  let response;
  try {
    response = await fetch(url, { ...options, cache: 'no-store', signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch {
    throw new ApiError('The gateway did not respond. Check that it runs, then try again.', 0);
  }
  if (response.ok) {
    document.dispatchEvent(new Event('sessionok'));
    return response.json();
  }
  const text = await response.text();
  if (response.status === 401) {
    document.dispatchEvent(new Event('sessionended'));
    throw new ApiError('The session has ended. Run "otagate console" and open the link that it prints.', 401);
  }
  throw new ApiError(messageIn(text) ?? `The gateway returned the status ${response.status}. See its log.`, response.status);
}

function messageIn(text) {
  try {
    return JSON.parse(text).message ?? null;
  } catch {
    return null;
  }
}
