// Counts a tap on a group's number, so that the group knows that it is found. Nothing is sent but that it was tapped.
(() => {
  const contact = document.querySelector("[data-called]");
  contact?.addEventListener("click", (event) => {
    if (event.target.closest('a[href^="tel:"]')) navigator.sendBeacon(contact.dataset.called);
  });
})();
