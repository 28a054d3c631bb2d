// Print, and copy the address of the page. Both show only where they work.
(() => {
  const print = document.querySelector("[data-print]");
  const copy = document.querySelector("[data-copy]");

  if (print) {
    print.hidden = false;
    print.addEventListener("click", async () => {
      await Promise.allSettled([...document.querySelectorAll("main img")].map(loaded));
      window.print();
    });
  }
  // The pictures that nobody has scrolled to yet.
  const loaded = (picture) => { picture.loading = "eager"; return picture.decode(); };
  // The words that are folded away; newer browsers unfold them by the style sheet.
  addEventListener("beforeprint", () => {
    document.querySelectorAll("main details.terms").forEach((folded) => { folded.open = true; });
  });

  if (copy && navigator.clipboard) {
    copy.hidden = false;
    copy.querySelector("button").addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.querySelector(".tools .address").textContent);
      copy.querySelector("[role=status]").textContent = copy.dataset.copied;
    });
  }
})();
