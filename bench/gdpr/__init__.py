"""GDPRbench as a trace: our own generator, a plain model of the right answers, Kindr, and PostgreSQL alone."""
