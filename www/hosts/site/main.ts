// The first script of the page. What says something comes after its language is there.
import "./trusted-types";
import "./style.css";
import "./language";
// What texts and the page's own script both need.
import "../../text/format";
import { loadPage } from "../../text/loaded/page";

// Nothing here is awaited at the top: those scripts import this one, and would wait for it.
void loadPage().then(() => import("./page"));
