import DefaultTheme from "vitepress/theme";
import "./lab.css";

export default DefaultTheme;
