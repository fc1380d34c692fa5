"""The commands of `articlebot`, a file a family of them: parsing, and everything else in what is below."""
