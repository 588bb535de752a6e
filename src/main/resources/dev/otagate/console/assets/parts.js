/** Texts in coloured parts: the same parameter has the same colour in the request and in what is signed. */

import { fill, h } from './dom.js';
import { pair, percentEncode } from './encode.js';

const COLOURS = 12;

/**
 * A view of several texts that share parameters, with a legend. A parameter that the user points to, or moves the focus to, is
 * marked in every text, and a line shows how its value is encoded.
 * @param {Object<string, string>} values of all parameters, decoded
 * @param {boolean} isRpc whether the string to sign has the parameters encoded twice
 */
export function partsView(values, isRpc) {
  const names = Object.keys(values).sort();
  const colourOf = (name) => (names.includes(name) ? `c${names.indexOf(name) % COLOURS}` : 'c-other');
  const marks = new Map();
  const detail = h('p.part-detail', { 'aria-live': 'polite' }, 'Point to a parameter, or move the focus to its name, to see where it is.');

  function mark(name) {
    for (const [each, elements] of marks) {
      elements.forEach((element) => element.classList.toggle('marked', each === name));
    }
    if (name !== null && name in values) {
      fill(detail, describe(name, values[name], isRpc));
    }
  }

  function part({ text, name }) {
    if (name === undefined) {
      return h('span', {}, text);
    }
    const element = h(`span.part.${colourOf(name)}`, { title: name, onmouseenter: () => mark(name), onmouseleave: () => mark(null) }, text);
    marks.set(name, [...(marks.get(name) ?? []), element]);
    return element;
  }

  return {
    /** The text of parts, in a frame. */
    text(parts, label) {
      return h('pre.parts', { tabindex: '0', role: 'group', 'aria-label': label }, h('code', {}, parts.map(part)));
    },

    /** The names of all parameters that are in a text, as buttons, and the line about the marked one. */
    legend() {
      const buttons = names
        .filter((name) => marks.has(name))
        .map((name) => {
          const show = () => mark(name);
          const button = h(
            `button.part.${colourOf(name)}`,
            { type: 'button', onfocus: show, onmouseenter: show, onclick: show, onblur: () => mark(null) },
            name,
          );
          marks.get(name).push(button);
          return h('li', {}, button);
        });
      return h('div.part-legend', {}, h('ul', { 'aria-label': 'Parameters' }, buttons), detail);
    },
  };
}

function describe(name, value, isRpc) {
  const isHeader = /^[a-z]/.test(name);
  const sent = isHeader ? `${name}: ${value}` : pair(name, value);
  const steps = [h('b', {}, name), ' is ', h('code', {}, value === '' ? '(empty)' : value)];
  if (isHeader || name === 'Signature') {
    return [...steps, name === 'Signature' ? '. The signature itself is not signed.' : '. A header is signed as it is sent.'];
  }
  const again = ['. Encoded again, in the string to sign: ', h('code', {}, percentEncode(sent))];
  return [...steps, '. Encoded: ', h('code', {}, sent), ...(isRpc ? again : [])];
}
