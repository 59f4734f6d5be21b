"""Networks that run elsewhere: in replicas of Ray Serve, asked over HTTP; this process has its own to fall back on."""
