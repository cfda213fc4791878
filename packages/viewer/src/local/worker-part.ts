/** What the worker needs where there are files and no service: one chunk of its own. */
export { answerRequest } from "./answer-request.ts";
export { readFiles } from "./read-files.ts";
