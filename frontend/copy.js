/** `<div data-copy="Copy the words">` around a `<pre>` gets a button of that name that copies its text. */
export function offerCopies() {
  for (const box of document.querySelectorAll("[data-copy]")) {
    const words = box.querySelector("pre");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "govuk-button govuk-button--secondary";
    button.textContent = box.dataset.copy;
    const said = document.createElement("span");
    said.className = "app-copy__said";
    said.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(words.textContent);
        said.textContent = "Copied.";
      } catch {
        getSelection().selectAllChildren(words);
        said.textContent = "Selected: copy them now.";
      }
    });
    box.append(button, said);
  }
}
