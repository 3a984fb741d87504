// What may not stand in the source: markup from strings, other hosts, a second way to a page.

import { expect, test } from "vitest";
import { scripts, stylesheets } from "./sources";

const MARKUP =
  /innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|srcdoc|document\.write|createContextualFragment|DOMParser|\beval\(|new Function/;

test("names from models are only ever text: no markup is made from strings", () => {
  expect(Object.keys(scripts).length).toBeGreaterThan(50);
  for (const [path, text] of Object.entries(scripts)) expect(text, path).not.toMatch(MARKUP);
  expect('<div dangerouslySetInnerHTML={{ __html: "x" }} />').toMatch(MARKUP);
});

test("no other host is named", () => {
  for (const [path, text] of Object.entries({ ...scripts, ...stylesheets })) {
    expect(text, path).not.toMatch(/["'`(]\s*(?:https?:)?\/\/[\w[]/);
    expect(text, path).not.toMatch(/@import\s+(url\()?["']?https?:/);
  }
});

test("only hosts know the key of the session", () => {
  for (const [path, text] of Object.entries(scripts)) {
    if (!path.startsWith("hosts/"))
      expect(text, path).not.toMatch(/sessionStorage|document\.cookie/);
  }
});

test("drawing knows numbers, not networks: nothing there imports a view or the state", () => {
  for (const [path, text] of Object.entries(scripts)) {
    if (path.startsWith("draw/")) expect(text, path).not.toMatch(/from "\.\.\/(views|state|hosts)/);
  }
});
