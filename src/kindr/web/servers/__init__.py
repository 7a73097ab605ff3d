"""The processes that Kindr runs on this computer: two private PostgreSQL servers, the web and the worker."""
