/** For courses with a survey: part of the script of questions. */

import { provide } from "../chunks.ts";
import { openSurvey } from "../survey.ts";

const survey = { openSurvey };

export type Survey = typeof survey;

provide("survey", survey);
