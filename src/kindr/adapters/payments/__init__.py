"""Who takes the money: a simulator that plays a payment gateway; real gateways join here behind the same port."""
