//! Colours of the light and the dark theme, and contrast.
