/** The encoding and order of the signatures (docs/user/api.md, "Signature"). */

const ENCODER = new TextEncoder();

/** Percent-encodes text as UTF-8: `A-Z a-z 0-9 - _ . ~` stay, every other byte becomes `%XX` in upper case. */
export function percentEncode(text) {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Compares names in the byte order of UTF-8, which is the order of code points. */
export function compareNames(left, right) {
  const a = [...left];
  const b = [...right];
  for (let i = 0; i < Math.min(a.length, b.length); i += 1) {
    if (a[i] !== b[i]) {
      return a[i].codePointAt(0) - b[i].codePointAt(0);
    }
  }
  return a.length - b.length;
}

/** Returns [name, value] pairs in the order of a canonical query. */
export function sorted(parameters) {
  return Object.entries(parameters).sort(([a], [b]) => compareNames(a, b));
}

/** Returns `name=value`, both encoded. */
export function pair(name, value) {
  return `${percentEncode(name)}=${percentEncode(value)}`;
}

/** Whether text has half of a character of two UTF-16 units, which UTF-8 cannot encode. */
export function hasHalfCharacter(text) {
  return /\p{Surrogate}/u.test(text);
}

/** The octets of text in UTF-8. */
export function utf8(text) {
  return ENCODER.encode(text);
}

/** Octets in lower-case hex. */
export function hex(buffer) {
  return [...new Uint8Array(buffer)].map((octet) => octet.toString(16).padStart(2, '0')).join('');
}

/** Octets in Base64. */
export function base64(buffer) {
  return btoa(String.fromCharCode(...new Uint8Array(buffer)));
}
