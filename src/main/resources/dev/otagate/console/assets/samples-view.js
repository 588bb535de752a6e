/** Code to paste for the same call, in several languages. */

import { copyButton, fill, h } from './dom.js';
import { block } from './format.js';
import { segments } from './segments.js';

let lastLanguage = null;

/** @returns {Node} filled as soon as the module with the samples is loaded */
export function samplesOf(app, sent) {
  const place = h('div', {}, h('p.quiet', {}, 'Loading the samples.'));
  import('./samples.js')
    .then(({ samples }) => fill(place, view(samples, callOf(app, sent))))
    .catch(() => fill(place, h('p.message', {}, 'The samples could not be loaded. Reload the page.')));
  return place;
}

// Samples read the secret from the environment, so it is not among these values.
function callOf(app, { operation, parameters, options }) {
  return {
    operation: operation.name,
    parameters,
    endpoint: app.session.endpoint,
    accessKeyId: options.key.accessKeyId,
    dialect: options.dialect,
    format: options.format,
    method: options.method,
    algorithm: options.algorithm,
  };
}

function view(samples, call) {
  const first = samples.find(({ id }) => id === lastLanguage) ?? samples[0];
  const place = h('div');
  const show = (id) => {
    lastLanguage = id;
    const sample = samples.find((each) => each.id === id);
    const text = sample.text(call);
    fill(place, h('div.block-head', {}, h('h3', {}, sample.label), copyButton(text, 'the code')), block([text], `Code: ${sample.label}`));
  };
  show(first.id);
  return h(
    'div',
    {},
    segments(
      'Language',
      samples.map(({ id, label }) => [id, label]),
      first.id,
      show,
    ),
    place,
  );
}
