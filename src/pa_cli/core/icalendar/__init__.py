"""iCalendar (RFC 5545) without loss: what is not understood stays as it is, byte for byte."""
