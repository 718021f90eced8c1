// Everything here makes a page that already works without script more comfortable. The policy of the server allows no
// inline script, so the class that GOV.UK Frontend asks for is set here, before its components start.

import { FilterToggleButton } from "@ministryofjustice/frontend/moj/components/filter-toggle-button/filter-toggle-button.mjs";
import { initAll } from "govuk-frontend";
import { enhanceSelects } from "./autocomplete.js";
import { askWhereItMatters, foldHints, letBackWork, offerNow } from "./comfort.js";
import { offerCopies } from "./copy.js";
import { keepDrafts, showUnsent } from "./draft.js";
import { stopWhereNothingAnswers } from "./look_up.js";
import { keepSheets } from "./phone.js";
import { showPhoto } from "./photo.js";
import { offerSuggestions, startPreviews } from "./preview.js";
import { chooseSeveral } from "./several.js";
import { suggest } from "./suggestions.js";

const stays = showUnsent(); // the components start from what stands in the boxes
letBackWork();
document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();
enhanceSelects();
chooseSeveral();
suggest();
stopWhereNothingAnswers();
offerNow();
askWhereItMatters();
offerCopies();
foldHints();
offerSuggestions();
startPreviews();
showPhoto();
if (stays) keepDrafts();
keepSheets();

for (const filter of document.querySelectorAll("[data-filter]")) {
  new FilterToggleButton(filter, {
    bigModeMediaQuery: "(min-width: 48.0625em)",
    startHidden: true,
    toggleButton: { showText: "Show filters", hideText: "Hide filters", classes: "govuk-button--secondary" },
    toggleButtonContainer: { selector: "[data-filter-toggle]" },
    closeButton: { text: "Close", classes: "moj-filter__close" },
    closeButtonContainer: { selector: "[data-filter-close]" },
  });
}
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
