import { chosenLanguage } from "../../text/choice";
import { tags } from "../../text/locales";

// Everything takes its language from the document.
document.documentElement.lang = tags[chosenLanguage()];
