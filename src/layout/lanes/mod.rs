//! The lanes of the journey view: one file a lane.
