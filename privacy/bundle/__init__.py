"""Everything held about one person: collected, reviewed for what is somebody else's, and made one document."""
