const WIDEST = 2000; // pixels: enough to read a list by, and no phone runs out of memory

/** `<div data-photo>` shows a photo of a list on paper to type from. It is drawn here, and neither sent nor kept. */
export function showPhoto() {
  const box = document.querySelector("[data-photo]");
  if (!box || !globalThis.createImageBitmap) return;
  const [input, frame, said] = ["input", "[data-frame]", "[role=status]"].map((part) => box.querySelector(part));
  const canvas = frame.querySelector("canvas");
  const larger = box.querySelector("button");
  box.hidden = false;
  larger.addEventListener("click", () => {
    larger.setAttribute("aria-pressed", String(frame.classList.toggle("app-photo__frame--large")));
  });
  input.addEventListener("change", async () => {
    frame.hidden = larger.hidden = true;
    said.textContent = "";
    if (!input.files.length) return;
    try {
      const photo = await createImageBitmap(input.files[0]);
      const scale = Math.min(1, WIDEST / photo.width);
      canvas.width = Math.round(photo.width * scale);
      canvas.height = Math.round(photo.height * scale);
      canvas.getContext("2d").drawImage(photo, 0, 0, canvas.width, canvas.height);
      photo.close();
      frame.hidden = larger.hidden = false;
      said.textContent = "Type the lines from the photo.";
    } catch {
      said.textContent = "This cannot be shown. Choose a photo as JPEG or PNG, or type the lines.";
    }
  });
}
