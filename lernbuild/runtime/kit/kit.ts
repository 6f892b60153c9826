// The pages of the trainer's kit: each part starts where its place is in the page. Knows no LMS and no state.
import { fitCards } from "./cards";
import { startPlan } from "./plan";
import { startSlides } from "./slides";

const plan = document.querySelector<HTMLElement>("[data-kit=plan]");
if (plan) startPlan(plan, document.body.dataset["course"] ?? "");
const slides = document.querySelector<HTMLElement>("[data-kit=slides]");
if (slides) startSlides(slides);
fitCards();
