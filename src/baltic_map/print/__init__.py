"""The printed plate: sheet, ground, lettering, signs, placement and panel."""
