/** A choice of one of a few words, shown as one bar of radio buttons. */

import { h, newId } from './dom.js';

/**
 * @param {string} legend
 * @param {Array<[string, string]>} choices values with their labels
 * @param {string} chosen
 * @param {(value: string) => void} onchange
 */
export function segments(legend, choices, chosen, onchange) {
  const name = newId('segments');
  const radios = choices.map(([value, label]) =>
    h(
      'label',
      {},
      h('input', { type: 'radio', name, value, checked: value === chosen, onchange: () => onchange(value) }),
      h('span', {}, label),
    ),
  );
  return h('fieldset.segments', {}, h('legend', {}, legend), h('div', {}, radios));
}
