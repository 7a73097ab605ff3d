"""Who we talk to: the real and the simulated side of every port."""
