"""What a sitting costs the server, measured with real WebRTC clients, and what many would."""
