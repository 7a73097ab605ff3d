"""The length of a foot from a picture of its outline on a sheet of paper: `measuring.measure` is the way in."""
