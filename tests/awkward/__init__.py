"""Files as real senders make them, each with what it must give."""
