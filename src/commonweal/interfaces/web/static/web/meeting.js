// Counts down to the moment an item or a speaker has until. The page says it without us.
"use strict";

function countDown() {
  for (const place of document.querySelectorAll("[data-until]")) {
    const left = Math.round((Date.parse(place.dataset.until) - Date.now()) / 1000);
    const parts = [Math.floor(Math.abs(left) / 60), Math.abs(left) % 60];
    const said = parts.map((part) => String(part).padStart(2, "0")).join(":");
    place.textContent = Number.isNaN(left) ? "" : `${left < 0 ? "+" : ""}${said}`;
  }
}

setInterval(countDown, 1000);
document.addEventListener("htmx:afterSwap", countDown);
countDown();
