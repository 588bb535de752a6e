/** Times in the reader's zone, with UTC as a tooltip. */

import { h } from './dom.js';

const FORMAT = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

/**
 * @param {string|number|null} value ISO 8601, or milliseconds since 1970
 * @returns {Node}
 */
export function time(value) {
  const date = new Date(value ?? NaN);
  if (Number.isNaN(date.getTime())) {
    return h('span', {}, value ?? '');
  }
  const utc = `${date.toISOString().replace('T', ' ').replace('Z', '')} UTC`;
  return h('time', { datetime: date.toISOString(), title: utc }, FORMAT.format(date));
}

/** Milliseconds as text. */
export function ms(value) {
  if (!Number.isFinite(value)) {
    return '';
  }
  return value >= 100 ? `${Math.round(value)} ms` : `${value.toFixed(value >= 10 ? 1 : 2)} ms`;
}
