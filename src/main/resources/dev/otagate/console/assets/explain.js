/** Asks the gateway why a signature is wrong, and shows its verdict. */

import { post } from './api.js';
import { fill, h } from './dom.js';

const BADGES = {
  matches: ['bad', 'Mistake found'],
  valid: ['good', 'The signature is valid'],
  'no-known-mistake': ['unsure', 'No known mistake'],
  unreadable: ['unsure', 'Not readable'],
  'unknown-key': ['unsure', 'Unknown key'],
};

/** A button that explains a request of this page, with a place for the verdict. */
export function explainButton(app, request) {
  const place = h('div', { 'aria-live': 'polite' });
  const button = h(
    'button',
    { type: 'button', onclick: () => explainInto(place, { text: rawRequest(app, request) }, button) },
    'Explain this signature',
  );
  return h('div.explain', {}, button, place);
}

/** Shows the verdict about a request in a place. */
export async function explainInto(place, body, button) {
  button?.setAttribute('aria-busy', 'true');
  try {
    fill(place, verdict(await post('explain', body)));
  } catch (e) {
    fill(place, h('p.message', { role: 'alert' }, e.message));
  } finally {
    button?.removeAttribute('aria-busy');
  }
}

/** The request as the gateway reads it from the diagnosis page: request line, headers, body. */
export function rawRequest(app, { method, target, headers, body }) {
  const hasHost = headers.some(([name]) => name.toLowerCase() === 'host');
  const all = hasHost ? headers : [['host', app.session.host], ...headers];
  return `${method} ${target} HTTP/1.1\n${all.map(([name, value]) => `${name}: ${value}`).join('\n')}\n\n${body ?? ''}`;
}

function verdict({ verdict: kind, mistake, title, explanation, fix }) {
  const [colour, label] = BADGES[kind] ?? ['unsure', kind];
  return h(
    'article.verdict',
    {},
    h('h2', {}, h(`span.badge.${colour}`, {}, label), ' ', title),
    explanation ? h('p', {}, explanation) : null,
    fix ? h('p.fix', {}, h('b', {}, 'What to do: '), fix) : null,
    mistake ? h('p.quiet', {}, 'Name of the mistake: ', h('code', {}, mistake)) : null,
  );
}
