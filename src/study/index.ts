export { type StudyResult, studyInMemory } from "./in-memory.ts";
export { MEASURES, type Measure } from "./measures.ts";
export { readStudy, type Study } from "./study.ts";
