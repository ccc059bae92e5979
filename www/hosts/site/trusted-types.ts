import { trustOwnScripts } from "../../assets/files/trusted-types";

trustOwnScripts(document.baseURI);
