/** A form of an operation's parameters, generated from the catalogue. Checks each value as the user types. */

import { fill, h, newId } from './dom.js';
import { choicesOf, problemOf, ruleText } from './rules.js';

/**
 * Builds the fields of parameters.
 * @param {Object[]} parameters from the catalogue
 * @param {Object<string, string>} [values] first values by name
 * @param {{fixed?: string[], isEdit?: boolean}} [options] names that the user cannot change; whether a value that the user clears is sent
 */
export function buildFields(parameters, values = {}, { fixed = [], isEdit = false } = {}) {
  const fields = parameters.map((parameter) =>
    field(parameter, values[parameter.name] ?? '', { isFixed: fixed.includes(parameter.name), isEdit }),
  );
  return {
    element: h(
      'div.fields',
      {},
      fields.map((each) => each.element),
    ),

    /** Returns the values to send, or null after it has moved the focus to the first wrong field. */
    read() {
      const wrong = fields.filter((each) => !each.check(true));
      if (wrong.length > 0) {
        wrong[0].input.focus();
        return null;
      }
      return this.values();
    },

    /** Returns the values that are there, right or wrong. */
    values() {
      const sent = fields.filter((each) => each.isSent()).map((each) => [each.name, each.input.value]);
      return Object.fromEntries(sent);
    },
  };
}

function field(parameter, value, { isFixed, isEdit }) {
  const { name, required } = parameter;
  const ids = { input: newId('field'), hint: newId('hint'), problem: newId('problem') };
  const input = control(parameter, ids, value, isFixed);
  const problem = h('small.problem', { id: ids.problem, 'aria-live': 'polite' });
  const empty = canBeEmpty(parameter) && !isEdit ? h('input', { type: 'checkbox' }) : null;
  const isCleared = () => isEdit && value !== '' && input.value === '';

  // A required field is not reported as missing before the user leaves it.
  function check(reportMissing) {
    const text = input.value === '' && !reportMissing ? null : (problemOf(parameter, input.value) ?? clearedProblem());
    fill(problem, text);
    if (text === null) {
      input.removeAttribute('aria-invalid');
    } else {
      input.setAttribute('aria-invalid', 'true');
    }
    return text === null;
  }

  function clearedProblem() {
    return isCleared() && !canBeEmpty(parameter) ? 'It can be changed, but not removed.' : null;
  }
  input.addEventListener('input', () => check(false));
  input.addEventListener('change', () => check(true));

  const element = h(
    'div.field',
    {},
    h(
      'div.field-head',
      {},
      h('label', { for: ids.input }, name, required ? h('span.required', {}, ' required') : null),
      empty === null ? null : h('label.empty', {}, empty, 'send it empty'),
    ),
    input,
    h('div.below', {}, h('small.hint', { id: ids.hint }, hintOf(parameter)), problem),
  );
  return { name, element, input, check, isSent: () => input.value !== '' || empty?.checked === true || isCleared() };
}

function hintOf(parameter) {
  const rule = ruleText(parameter);
  return `${parameter.description}${rule === '' ? '' : ` ${rule}.`}`;
}

function control(parameter, ids, value, isFixed) {
  const common = {
    id: ids.input,
    name: parameter.name,
    'aria-describedby': `${ids.hint} ${ids.problem}`,
    'aria-required': parameter.required ? 'true' : null,
    autocomplete: 'off',
    spellcheck: false,
  };
  const choices = choicesOf(parameter);
  if (choices !== null) {
    const options = [
      h('option', { value: '' }, parameter.required ? 'Choose' : 'Not sent'),
      ...choices.map((text) => h('option', { value: text }, text)),
    ];
    const select = h('select', common, options);
    select.value = choices.includes(value) ? value : '';
    return select;
  }
  const text = { ...common, value, placeholder: parameter.example ?? null, readonly: isFixed };
  if (parameter.type === 'json' || parameter.maxLength > 90) {
    return h('textarea', { ...text, rows: parameter.type === 'json' ? 6 : 2 });
  }
  return h('input', { ...text, type: 'text', inputmode: parameter.type === 'integer' ? 'numeric' : null });
}

// An empty value differs from an absent one only for free text: it clears a description.
function canBeEmpty({ name, required, type, minLength }) {
  return !required && type === 'string' && minLength === 0 && name !== 'ClientToken';
}
