// Print, and copy the address of the page. Both show only where they work.
(() => {
  const print = document.querySelector("[data-print]");
  const copy = document.querySelector("[data-copy]");

  if (print) {
    print.hidden = false;
    print.addEventListener("click", () => window.print());
  }
  // What is folded away is printed too, and every picture, also those that nobody scrolled to.
  addEventListener("beforeprint", () => {
    document.querySelectorAll("main details.terms").forEach((folded) => { folded.open = true; });
    document.querySelectorAll("main img").forEach((picture) => { picture.loading = "eager"; });
  });

  if (copy && navigator.clipboard) {
    copy.hidden = false;
    copy.querySelector("button").addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.querySelector(".tools .address").textContent);
      copy.querySelector("[role=status]").textContent = copy.dataset.copied;
    });
  }
})();
