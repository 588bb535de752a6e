/** What happened to a request: outcome, stages, response, request, string to sign, rows and code. */

import { copyButton, fill, h } from './dom.js';
import { explainButton } from './explain.js';
import { block, formatted } from './format.js';
import { linkTo } from './router.js';
import { rowsOf } from './rows.js';
import { samplesOf } from './samples-view.js';
import { textOf } from './sign.js';
import { stageBar } from './stages.js';
import { partsView } from './parts.js';
import { tabs } from './tabs.js';

let lastTab = 0;

/**
 * @param {Object} app
 * @param {{operation: Object, parameters: Object, options: Object}} sent
 * @param {Object} outcome of `call`
 */
export function resultOf(app, sent, outcome) {
  const { response, timing, totalMs } = outcome;
  return h(
    'div.card',
    {},
    summary(app, sent, outcome),
    stageBar(timing, totalMs),
    tabs(
      'Result',
      [
        { title: 'Response', content: () => responseView(response) },
        { title: 'Request', content: () => requestView(outcome.signed) },
        { title: 'String to sign', content: () => signatureView(outcome) },
        ...(sent.operation.changes ? [{ title: 'Stored rows', content: () => rowsOf(app, sent, outcome) }] : []),
        { title: 'Code', content: () => samplesOf(app, sent) },
      ],
      lastTab < 3 ? lastTab : 0,
      (index) => {
        lastTab = index;
      },
    ),
  );
}

function summary(app, sent, { success, code, message, status, requestId, signed }) {
  const isDryRun = code === 'DryRunOperation';
  const isGood = success || isDryRun;
  return h(
    'div.outcome',
    {},
    h(
      'h2',
      {},
      h(`span.badge.${isGood ? 'good' : 'bad'}`, {}, isDryRun ? 'Dry run passed' : isGood ? 'Success' : 'Rejected'),
      ' ',
      code === null ? h('span.quiet', {}, `HTTP ${status}`) : linkTo(['code', code], code),
    ),
    message === null || isGood ? null : h('p.message', {}, shortened(message)),
    requestId === null
      ? null
      : h(
          'p.quiet',
          {},
          'Request ',
          linkTo(['requests', requestId.toLowerCase()], h('code', {}, requestId)),
          ' ',
          copyButton(requestId, 'the request ID'),
        ),
    code === 'SignatureDoesNotMatch' ? explainButton(app, signed.request) : null,
  );
}

// The string to sign has a tab of its own.
function shortened(message) {
  return message.replace(/(string to sign is:).*$/s, '$1 see the tab "String to sign".');
}

function responseView({ status, headers, body }) {
  const head = [`HTTP ${status}`, ...headers.map(([name, value]) => `${name}: ${value}`)].join('\n');
  const raw = `${head}\n\n${body}`;
  return h(
    'div',
    {},
    h('div.block-head', {}, h('h3', {}, 'Formatted'), copyButton(body, 'the response')),
    formatted(body),
    h('div.block-head', {}, h('h3', {}, 'Raw')),
    block([raw], 'Raw response'),
  );
}

function requestView(signed) {
  const view = partsView(signed.values, signed.canonical === null);
  const text = view.text(signed.shown, 'Request as it was sent');
  return h(
    'div',
    {},
    view.legend(),
    h('div.block-head', {}, h('h3', {}, 'Request as it was sent'), copyButton(textOf(signed.shown), 'the request')),
    text,
  );
}

function signatureView({ signed, message, code }) {
  const view = partsView(signed.values, signed.canonical === null);
  const blocks = [
    ['Request as it was sent', signed.shown],
    ...(signed.canonical === null ? [] : [['Canonical request', signed.canonical]]),
    ['String to sign', signed.stringToSign],
  ].map(([title, parts]) => [
    h('div.block-head', {}, h('h3', {}, title), copyButton(textOf(parts), title.toLowerCase())),
    view.text(parts, title),
  ]);
  const content = h('div', {}, view.legend(), blocks);
  if (code === 'SignatureDoesNotMatch') {
    content.prepend(comparison(textOf(signed.stringToSign), message ?? ''));
  }
  return content;
}

function comparison(own, message) {
  const server = /string to sign is:(.*)$/s.exec(message)?.[1] ?? '';
  const isSame = server === own || server.startsWith(`${own} `) || server.startsWith(`${own}.`);
  return fill(
    h('p.message'),
    isSame
      ? 'The gateway has the same string to sign. So the key that signed is wrong: check the AccessKeySecret.'
      : 'The gateway has another string to sign. Use "Explain this signature" to find the difference.',
  );
}
