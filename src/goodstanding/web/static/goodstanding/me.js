// The personal edition: the lock falls while nobody is there, and at once when Escape is pressed twice.
const form = document.querySelector("form[data-lock]");

if (form) {
  const idle = Number(form.dataset.idle) * 1000;
  const token = form.querySelector("input[name=csrfmiddlewaretoken]").value;
  let seen = Date.now();
  let told = seen;
  let escape = 0;

  const lock = () => form.requestSubmit();

  const here = () => {
    seen = Date.now();
    if (seen - told < 30_000) return;
    told = seen;
    fetch(form.dataset.awake, { method: "POST", headers: { "X-CSRFToken": token } }).catch(() => {});
  };
  for (const what of ["keydown", "pointerdown", "scroll"]) addEventListener(what, here, { passive: true });

  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (Date.now() - escape < 600) lock();
    escape = Date.now();
  });

  setInterval(() => {
    if (Date.now() - seen > idle) lock();
  }, 5_000);
}

// A page that comes back out of the browser's memory may be of a file that is locked by now.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
