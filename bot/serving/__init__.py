"""Run until told to stop: Socket Mode or HTTP, the scheduler, the wiring."""
