"""The living policy: which sentence held when, by which test and which look at the running installation."""
