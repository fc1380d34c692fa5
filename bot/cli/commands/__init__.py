"""The commands of `articlebot`, one file for each family. They parse; the work is done in lower layers."""
