//! A reading of the compiled plan: everything that can be known before scoring.
