"""Every route for everybody of the cast: `routes.md` says what is answered."""
