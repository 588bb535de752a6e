/** The time in each stage of a request, as one bar and as a list. */

import { h } from './dom.js';
import { ms } from './time.js';

const MEANING = {
  receive: 'The request is received.',
  parse: 'The parameters are decoded.',
  verify: 'The access key is found and the signature verified.',
  limit: 'The rate limit is checked.',
  validate: 'The rules of the operation are checked.',
  store: 'The batch is stored and committed by PostgreSQL.',
  respond: 'The response is written.',
};

/**
 * @param {Array<{stage: string, ms: number}>} stages
 * @param {number} [total] milliseconds of the whole request
 */
export function stageBar(stages, total) {
  if (stages.length === 0) {
    return h('p.quiet', {}, 'There are no times of stages for this request.');
  }
  const sum = stages.reduce((all, { ms: each }) => all + each, 0);
  const bar = h('div.stage-bar', { 'aria-hidden': 'true' });
  stages.forEach(({ stage, ms: each }, i) => {
    const segment = h(`span.s${i % 7}`, { title: `${stage}: ${ms(each)}` });
    segment.style.flexGrow = String(Math.max(each / (sum || 1), 0.004));
    bar.append(segment);
  });
  const list = stages.map(({ stage, ms: each }, i) =>
    h('li', { title: MEANING[stage] ?? null }, h(`i.s${i % 7}`, { 'aria-hidden': 'true' }), `${stage} `, h('b', {}, ms(each))),
  );
  return h(
    'figure.stages',
    {},
    h('figcaption', {}, 'Time in each stage', Number.isFinite(total) ? h('span.quiet', {}, `, ${ms(total)} in all`) : null),
    bar,
    h('ul', {}, list),
  );
}

/** Returns stages of the request history as a list. */
export function stagesOf(byName) {
  return Object.entries(byName ?? {}).map(([stage, value]) => ({ stage, ms: Number(value) }));
}
