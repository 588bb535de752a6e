/** Builds elements. Values become text or properties, never HTML. */

const PROPERTIES = new Set(['value', 'checked', 'disabled', 'open', 'htmlFor', 'textContent', 'required', 'selected', 'spellcheck']);

/**
 * Creates an element.
 * @param {string} tag the name of the tag, then classes: `p.quiet.wide`
 * @param {Object} [props] attributes and properties; functions named `onclick` and so on are listeners; null and false leave one out
 * @param {...(Node|string|number|null|Array)} children
 * @returns {HTMLElement}
 */
export function h(tag, props = {}, ...children) {
  const [name, ...classes] = tag.split('.');
  const element = document.createElement(name);
  if (classes.length > 0) {
    element.className = classes.join(' ');
  }
  for (const [key, value] of Object.entries(props)) {
    set(element, key, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function set(element, key, value) {
  if (value === null || value === undefined || (value === false && !PROPERTIES.has(key))) {
    return;
  }
  if (typeof value === 'function') {
    element.addEventListener(key.slice(2), value);
  } else if (PROPERTIES.has(key)) {
    element[key] = value;
  } else {
    element.setAttribute(key, value === true ? '' : String(value));
  }
}

/** Replaces the content of an element. */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

let last = 0;

/** A new id for an element that a label or a description refers to. */
export function newId(prefix) {
  last += 1;
  return `${prefix}-${last}`;
}

/** A button that copies text. */
export function copyButton(text, what) {
  const button = h('button.plain.copy', { type: 'button', 'aria-label': `Copy ${what}`, onclick: copy }, 'Copy');
  async function copy() {
    try {
      await navigator.clipboard.writeText(typeof text === 'function' ? text() : text);
      button.textContent = 'Copied';
    } catch {
      button.textContent = 'Select and copy by hand';
    }
    setTimeout(() => {
      button.textContent = 'Copy';
    }, 2000);
  }
  return button;
}
