/** One request: when, from where, which parameters, which code, and the time in each stage. */

import { get } from './api.js';
import { copyButton, fill, h } from './dom.js';
import { heading, linkTo } from './router.js';
import { stageBar, stagesOf } from './stages.js';
import { ms, time } from './time.js';

/** The page of a request. */
export function requestPage(app, requestId) {
  const place = h('div', { 'aria-live': 'polite' }, h('p.quiet', {}, 'Reading the request.'));
  get(`requests/${encodeURIComponent(requestId)}`)
    .then((request) => fill(place, view(request)))
    .catch((e) => fill(place, e.status === 404 ? unknown(requestId) : h('p.message', { role: 'alert' }, e.message)));
  return {
    title: `Request ${requestId}`,
    content: h('section', {}, h('p.crumbs', {}, linkTo(['requests'], 'Requests')), heading('Request'), place),
  };
}

function unknown(requestId) {
  return h(
    'div.card',
    {},
    h('p', {}, h('code', {}, requestId)),
    h(
      'p',
      {},
      'This node does not remember the request. It remembers the last requests since its start, and of those with a wrong or unchecked signature the last 1,000. If other nodes run, open the console of the node that received it. The log of each node has the requestId, too.',
    ),
  );
}

function view(request) {
  const { requestId, at, address, accessKeyId, operation, parameters, code, status, durationMs, stages } = request;
  const facts = [
    ['RequestId', [h('code', {}, requestId), ' ', copyButton(requestId, 'the RequestId')]],
    ['Time', time(at)],
    ['Operation', operation || 'unknown'],
    ['Code', code ? linkTo(['code', code], code) : 'Success'],
    ['HTTP status', String(status)],
    ['Duration', ms(durationMs)],
    ['Access key', h('code', {}, accessKeyId ?? '')],
    ['Address', address],
  ];
  return [
    h(
      'div.card',
      {},
      h(
        'dl.facts',
        {},
        facts.map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]),
      ),
      stageBar(stagesOf(stages), durationMs),
    ),
    h('div.card', {}, h('h2', {}, 'Parameters'), parameterTable(parameters)),
  ];
}

function parameterTable(parameters) {
  const rows = Object.entries(parameters ?? {});
  if (rows.length === 0) {
    return h('p.quiet', {}, 'The request has no parameters of the operation.');
  }
  return h(
    'div.scroll',
    {},
    h(
      'table',
      {},
      h(
        'tbody',
        {},
        rows.map(([name, value]) => h('tr', {}, h('th', { scope: 'row' }, name), h('td', {}, h('code', {}, value)))),
      ),
    ),
  );
}
