// Run within a page: texts that cover each other, stick out of what holds them, or make the page scroll sideways.
export function layoutFaults() {
  const faults = [];
  const wide = document.scrollingElement.scrollWidth;
  if (wide > document.documentElement.clientWidth) {
    faults.push(`the page is ${wide} pixels wide on a screen of ${document.documentElement.clientWidth}`);
  }

  const scrolls = (element) => element.closest("[data-scrolls]") !== null;
  for (const element of document.querySelectorAll("body *")) {
    if (/auto|scroll/.test(getComputedStyle(element).overflowX)) {
      element.setAttribute("data-scrolls", "");
    }
  }
  const fixed = (element) => {
    for (let outer = element; outer; outer = outer.parentElement) {
      if (getComputedStyle(outer).position === "fixed") {
        return true;
      }
    }
    return false;
  };
  const block = (element) => {
    let outer = element;
    while (outer.parentElement && getComputedStyle(outer).display === "inline") {
      outer = outer.parentElement;
    }
    return outer;
  };

  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    const skipped = ["SCRIPT", "STYLE", "OPTION", "title", "desc"].includes(element.tagName);
    if (skipped || node.data.trim() === "" || !element.checkVisibility({ contentVisibilityAuto: true }) || fixed(element)) {
      continue;
    }
    const drawn = element.closest("svg") !== null;
    const range = document.createRange();
    range.selectNodeContents(node);
    const holder = drawn ? null : block(element).getBoundingClientRect();
    for (const rect of range.getClientRects()) {
      if (rect.width < 1 || rect.height < 1) {
        continue;
      }
      // A font's box is higher than its characters: what counts is the characters' own size in its middle.
      const size = drawn ? rect.height / 1.45 : Math.min(rect.height, parseFloat(getComputedStyle(element).fontSize));
      const upright = rect.width >= rect.height || !drawn;
      const spare = upright ? (rect.height - size) / 2 : 0;
      texts.push({
        text: node.data.trim().slice(0, 20),
        left: rect.left + (upright ? 0 : rect.width * 0.16),
        right: rect.right - (upright ? 0 : rect.width * 0.16),
        top: rect.top + spare,
        bottom: rect.bottom - spare,
        node,
      });
      if (!scrolls(element) && rect.right > document.documentElement.clientWidth + 1) {
        faults.push(`“${node.data.trim().slice(0, 20)}” leaves the screen`);
      }
      // The wide space between two parts of a line hangs over its end where the line breaks there.
      const space = node.data.includes("\u3000") ? size + 2 : 0;
      // Of a closing sign that ends a line only the left half is drawn where the whole has no room; its box stays whole.
      const closing = /[）」』》】。，、；：]/.test(node.data) ? size / 2 : 0;
      const hanging = Math.max(space, closing);
      if (holder && (rect.right > holder.right + 1.5 + hanging || rect.left < holder.left - 1.5)) {
        faults.push(`“${node.data.trim().slice(0, 20)}” sticks out of its ${element.tagName}`);
      }
    }
  }

  texts.sort((one, other) => one.top - other.top);
  texts.forEach((one, index) => {
    for (let next = index + 1; next < texts.length && texts[next].top < one.bottom - 1; next += 1) {
      const other = texts[next];
      const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      if (one.node !== other.node && across > 1) {
        faults.push(`“${one.text}” covers “${other.text}”`);
      }
    }
  });
  return faults.slice(0, 10);
}
