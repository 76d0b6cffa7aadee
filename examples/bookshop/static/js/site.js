// The page works without this file; with it there is a lamp to switch and a key to reach the search.

const schemes = ["auto", "light", "dark"];
const root = document.documentElement;
const lamp = document.querySelector("[data-lamp]");

function show(scheme) {
  root.dataset.scheme = scheme;
  lamp.querySelector("[data-lamp-label]").textContent = scheme;
}

if (lamp) {
  const kept = localStorage.getItem("scheme");
  let scheme = schemes.includes(kept) ? kept : "auto";
  show(scheme);
  lamp.hidden = false;
  lamp.addEventListener("click", () => {
    scheme = schemes[(schemes.indexOf(scheme) + 1) % schemes.length];
    localStorage.setItem("scheme", scheme);
    show(scheme);
  });
}

document.addEventListener("keydown", (event) => {
  const writing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || writing || event.ctrlKey || event.metaKey || event.altKey) return;
  const finder = document.getElementById("finder");
  if (!finder) return;
  event.preventDefault();
  finder.select();
});
