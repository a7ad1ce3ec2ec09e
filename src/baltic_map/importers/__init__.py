"""Files that others made, read into the features of an atlas."""
