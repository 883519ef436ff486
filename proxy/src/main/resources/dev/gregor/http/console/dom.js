// Builds elements. What is given as a child becomes text or is an element already: nothing here parses HTML.

const SVG = "http://www.w3.org/2000/svg";

/** An element: `el("p.detail.wide", {hidden: true, onclick}, "text", child)`. */
export function el(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const node = document.createElement(name);
  if (classes.length > 0) {
    node.className = classes.join(" ");
  }
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") {
      node.addEventListener(key.slice(2), value);
    } else {
      setAttribute(node, key, value);
    }
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** One of the symbols of the page. */
export function icon(name, className = "") {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", className);
  use.setAttribute("href", `#${name}`);
  svg.append(use);
  return svg;
}

/** Sets an attribute, or takes it away where the value is false or null; an attribute that is as wanted is left alone. */
export function setAttribute(node, name, value) {
  if (value === false || value === null || value === undefined) {
    node.removeAttribute(name);
  } else if (node.getAttribute(name) !== String(value === true ? "" : value)) {
    node.setAttribute(name, value === true ? "" : String(value));
  }
}

/** Sets the text, unless it is that already: a selection in it survives, and a live region is not read again. */
export function setText(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

/** Replaces the children, unless the key says that they would be the same. */
export function fill(node, key, children) {
  if (node.filledWith !== key) {
    node.filledWith = key;
    node.replaceChildren(...children().flat().filter(Boolean));
  }
}

/**
 * Keeps one child for each item, in the order of the items, and updates those that are there already.
 *
 * make(item) gives {node, update(item)}; parts is a Map that the caller keeps.
 */
export function keep(parent, parts, items, keyOf, make) {
  const keys = new Set(items.map(keyOf));
  for (const [key, part] of parts) {
    if (!keys.has(key)) {
      part.node.remove();
      parts.delete(key);
    }
  }
  let before = parent.firstElementChild;
  for (const item of items) {
    const key = keyOf(item);
    let part = parts.get(key);
    if (part === undefined) {
      part = make(item);
      parts.set(key, part);
    }
    part.update(item);
    if (part.node === before) {
      before = before.nextElementSibling;
    } else {
      parent.insertBefore(part.node, before);
    }
  }
}
