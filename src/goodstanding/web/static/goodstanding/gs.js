// Small comforts only. Every page works without this file.

// Menus are <details>: close the open one on Escape or when something else is clicked.
const openMenus = () => document.querySelectorAll("details.menu[open], details.topbar__menu[open]");

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    menu.open = false;
    if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
  }
});

document.addEventListener("click", (event) => {
  for (const menu of openMenus()) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// The print link opens a printable page; with JavaScript the browser's own print dialogue does.
document.addEventListener("click", (event) => {
  if (event.target.closest?.("a[data-print]")) {
    event.preventDefault();
    window.print();
  }
});

// Printing shows what was folded away, and folds it again.
addEventListener("beforeprint", () => {
  for (const part of document.querySelectorAll("details.disclosure:not([open])")) {
    part.dataset.openedToPrint = "";
    part.open = true;
  }
});
addEventListener("afterprint", () => {
  for (const part of document.querySelectorAll("details[data-opened-to-print]")) {
    delete part.dataset.openedToPrint;
    part.open = false;
  }
});

// A partial reply that brings an error summary moves the reader to it.
document.addEventListener("htmx:after:swap", () => {
  document.querySelector(".error-summary[autofocus]")?.focus();
});
